package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.plan.Action;
import io.dromedary.plan.Counts;
import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    private static Task task(long number) {
        return new Task(number, Action.bring(Kind.FILE, Path.of("f" + number), Counts.NONE));
    }

    @Test
    void aTaskIsBegunOnce() {
        ledger.handOut(task(1));
        assertThat(ledger.begin(1)).contains(task(1).action());
        assertThat(ledger.begin(1)).isEmpty();
        ledger.settle(1);
        assertThat(ledger.begin(1)).isEmpty();
    }

    @Test
    void whatWasNotHandedOutIsNotBegun() {
        assertThat(ledger.begin(1)).isEmpty();
    }

    @Test
    void allIsSettledWhenAllWasHandedOutAndSettled() {
        assertThat(ledger.allSettled()).isFalse();
        ledger.handOut(task(1));
        ledger.handOut(task(2));
        ledger.complete();
        assertThat(ledger.allSettled()).isFalse();
        ledger.begin(1);
        ledger.settle(1);
        ledger.begin(2);
        assertThat(ledger.allSettled()).isFalse();
        ledger.settle(2);
        assertThat(ledger.allSettled()).isTrue();
    }

    @Test
    void aPausedTaskCanBeTakenUpAgainUntilTheEnd() {
        ledger.handOut(task(1));
        assertThat(ledger.resume(1)).isFalse();
        ledger.begin(1);
        ledger.pause();
        assertThat(ledger.resume(1)).isTrue();
        ledger.pause();
        assertThat(ledger.close()).containsOnlyKeys(1L);
        assertThat(ledger.resume(1)).isFalse();
    }

    @Test
    void nothingIsBegunAfterTheEnd() {
        ledger.handOut(task(1));
        assertThat(ledger.close()).containsEntry(1L, task(1).action());
        assertThat(ledger.isClosed()).isTrue();
        assertThat(ledger.begin(1)).isEmpty();
    }

    @Test
    void theEndWaitsForWorkUnderWay() throws Exception {
        ledger.handOut(task(1));
        ledger.begin(1);
        CompletableFuture<Thread> closer = new CompletableFuture<>();
        CompletableFuture<Integer> left = CompletableFuture.supplyAsync(() -> {
            closer.complete(Thread.currentThread());
            return ledger.close().size();
        });
        Thread waiting = closer.get(5, TimeUnit.SECONDS);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> waiting.getState() == Thread.State.WAITING && ledger.isClosed());
        assertThat(left).isNotDone();
        ledger.settle(1);
        assertThat(left.get(5, TimeUnit.SECONDS)).isZero();
    }
}
