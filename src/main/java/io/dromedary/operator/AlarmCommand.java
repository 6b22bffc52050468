package io.dromedary.operator;

import io.dromedary.camel.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Runs a program for an alarm, for a step {@code bean} of a route: with its own arguments, and then a title and the sentence.
 * No shell takes part, so nothing in a sentence is more than text to the program. One that ends with another code than 0, or
 * takes longer than half a minute, has failed.
 */
public final class AlarmCommand implements Processor {

    private static final int SECONDS = 30;
    private static final int ENOUGH = 500;

    private List<String> command = List.of();

    /** @param command the program and its arguments, with blanks between them, which therefore have none in them */
    public void setCommand(String command) {
        this.command = List.of(command.strip().split("\\s+"));
    }

    @Override
    public void process(Exchange exchange) throws IOException, InterruptedException {
        Message message = exchange.getMessage();
        List<String> line = new ArrayList<>(command);
        line.add("Dromedary: job " + message.getHeader(Headers.JOB) + ", " + message.getHeader(AlarmHeaders.ALARM) + " "
                + message.getHeader(AlarmHeaders.STATE));
        line.add(message.getBody(String.class));
        Path said = Files.createTempFile("dromedary-alarm", null);
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " did not end within " + SECONDS + " s");
            } else if (process.exitValue() != 0) {
                throw new IOException(command.get(0) + " ended with code " + process.exitValue() + first(said));
            }
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static String first(Path said) throws IOException {
        try (InputStream in = Files.newInputStream(said)) {
            return new String(in.readNBytes(ENOUGH), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .map(line -> ": " + line)
                    .orElse("");
        }
    }
}
