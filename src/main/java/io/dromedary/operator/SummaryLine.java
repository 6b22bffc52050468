package io.dromedary.operator;

import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** A summary as a line of text. */
final class SummaryLine {

    private static final String KIND = "p";

    private SummaryLine() {}

    static boolean isOne(String line) {
        return line.startsWith(KIND + " ");
    }

    static String of(Summary pass) {
        return String.join(
                " ",
                KIND,
                pass.job(),
                Long.toString(pass.pass()),
                pass.result().name(),
                Long.toString(pass.created()),
                Long.toString(pass.copied()),
                Long.toString(pass.updated()),
                Long.toString(pass.moved()),
                Long.toString(pass.adjusted()),
                Long.toString(pass.removed()),
                Long.toString(pass.vanished()),
                Long.toString(pass.busy()),
                Long.toString(pass.skipped()),
                Long.toString(pass.problems()),
                Long.toString(pass.bytes()),
                Long.toString(pass.started().toEpochMilli()),
                Long.toString(pass.took().toMillis()),
                pass.why() == null ? "-" : URLEncoder.encode(pass.why(), StandardCharsets.UTF_8));
    }

    static Summary read(String line) {
        String[] words = line.split(" ");
        return new Summary(
                words[1],
                Long.parseLong(words[2]),
                PassResult.valueOf(words[3]),
                words[17].equals("-") ? null : URLDecoder.decode(words[17], StandardCharsets.UTF_8),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]),
                Long.parseLong(words[7]),
                Long.parseLong(words[8]),
                Long.parseLong(words[9]),
                Long.parseLong(words[10]),
                Long.parseLong(words[11]),
                Long.parseLong(words[12]),
                Long.parseLong(words[13]),
                Long.parseLong(words[14]),
                Instant.ofEpochMilli(Long.parseLong(words[15])),
                Duration.ofMillis(Long.parseLong(words[16])));
    }
}
