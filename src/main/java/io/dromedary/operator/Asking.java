package io.dromedary.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Asks a running instance for something, from another process. */
public final class Asking {

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path folder;

    /** @param state the state folder of the job that is asked */
    public Asking(Path state) {
        this.folder = state.resolve(Requests.FOLDER);
    }

    /**
     * Asks, and waits for the answer.
     *
     * @return nothing if there is no answer in time, and then nothing is done later either
     * @throws IOException if the request cannot be left where the instance looks for it
     */
    public Optional<Answer> ask(Ask ask, Duration patience) throws IOException {
        String name = UUID.randomUUID().toString();
        Path request = folder.resolve(name + Requests.REQUEST);
        Path answer = folder.resolve(name + Requests.ANSWER);
        ask.write(request);
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (System.nanoTime() < end) {
                if (Files.exists(answer)) {
                    return Optional.of(Answer.read(answer));
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            return Optional.empty();
        } finally {
            Files.deleteIfExists(request);
            Files.deleteIfExists(answer);
        }
    }
}
