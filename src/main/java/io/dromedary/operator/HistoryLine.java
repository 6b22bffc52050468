package io.dromedary.operator;

import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.time.Duration;
import java.time.Instant;

/** The lines of the file of a {@link History}: words and numbers with a blank between them. */
final class HistoryLine {

    /** What every such file begins with. */
    static final String HEADER = "dromedary history 1";

    /** A minute that is in no hour yet. */
    static final char MINUTE = 'm';

    /** A minute whose hour has it. */
    static final char KEPT_MINUTE = 'M';

    static final char HOUR = 'h';
    static final char PASS = 'p';

    private static final int BUCKET_WORDS = 9;
    private static final int PASS_WORDS = 17;

    private HistoryLine() {}

    static String of(char kind, Bucket bucket) {
        return kind + " " + bucket.start().getEpochSecond() + " " + bucket.passes() + " " + bucket.files() + " "
                + bucket.bytes() + " " + bucket.millis() + " " + bucket.longest() + " " + bucket.problems() + " "
                + bucket.worst();
    }

    static Bucket bucket(String line) {
        String[] words = line.split(" ");
        check(words.length == BUCKET_WORDS);
        return new Bucket(
                Instant.ofEpochSecond(Long.parseLong(words[1])),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]),
                Long.parseLong(words[7]),
                PassResult.valueOf(words[8]));
    }

    /** The reason comes last, because it may have blanks; a mark before it tells none from an empty one. */
    static String of(Summary pass) {
        String why = pass.why() == null ? "-" : "+" + pass.why().replaceAll("\\R", " ");
        return PASS + " " + pass.pass() + " " + pass.result() + " " + pass.created() + " " + pass.copied() + " "
                + pass.updated() + " " + pass.moved() + " " + pass.adjusted() + " " + pass.removed() + " "
                + pass.vanished() + " " + pass.busy() + " " + pass.skipped() + " " + pass.problems() + " "
                + pass.bytes() + " " + pass.started().toEpochMilli() + " "
                + pass.took().toMillis() + " " + why;
    }

    static Summary pass(String job, String line) {
        String[] words = line.split(" ", PASS_WORDS);
        check(words.length == PASS_WORDS && !words[16].isEmpty());
        long[] numbers = new long[PASS_WORDS];
        for (int i = 3; i < PASS_WORDS - 1; i++) {
            numbers[i] = Long.parseLong(words[i]);
        }
        return new Summary(
                job,
                Long.parseLong(words[1]),
                PassResult.valueOf(words[2]),
                words[16].startsWith("+") ? words[16].substring(1) : null,
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6],
                numbers[7],
                numbers[8],
                numbers[9],
                numbers[10],
                numbers[11],
                numbers[12],
                numbers[13],
                Instant.ofEpochMilli(numbers[14]),
                Duration.ofMillis(numbers[15]));
    }

    private static void check(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalArgumentException("not a line of a history");
        }
    }
}
