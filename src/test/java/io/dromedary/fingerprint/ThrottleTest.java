package io.dromedary.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final AtomicLong time = new AtomicLong(1);

    private Throttle throttle(long bytesPerSecond) {
        return new Throttle(bytesPerSecond, new Pause(StopSignal.NEVER, time::get, time::addAndGet));
    }

    private long milliseconds() {
        return TimeUnit.NANOSECONDS.toMillis(time.get());
    }

    @Test
    void whatIsWrittenTakesAsLongAsTheRateSays() throws IOException {
        Throttle throttle = throttle(1000);
        for (int i = 0; i < 11; i++) {
            throttle.take(100);
        }
        assertThat(milliseconds()).isEqualTo(1000);
    }

    @Test
    void whatNobodyUsedIsNotSavedUp() throws IOException {
        Throttle throttle = throttle(1000);
        time.addAndGet(TimeUnit.SECONDS.toNanos(100));
        throttle.take(1000);
        throttle.take(1000);
        assertThat(milliseconds()).isEqualTo(101_000);
    }

    @Test
    void withoutALimitNobodyWaits() throws IOException {
        throttle(0).take(Integer.MAX_VALUE);
        assertThat(time).hasValue(1);
    }

    @Test
    void aStopEndsTheWait() throws IOException {
        Throttle throttle = new Throttle(1, new Pause(() -> time.get() > 1, time::get, time::addAndGet));
        throttle.take(1_000_000);
        assertThatThrownBy(() -> throttle.take(1)).isInstanceOf(StoppedException.class);
        assertThat(milliseconds()).isLessThan(1000);
    }
}
