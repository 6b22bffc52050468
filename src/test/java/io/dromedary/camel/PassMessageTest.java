package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.Event;
import io.dromedary.plan.Problem;
import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever looks at a message cannot tell that its headers are made late. */
class PassMessageTest {

    private static final Event EVENT = new Event.Origin("photos", 42)
            .problem(
                    Instant.parse("2026-11-20T09:14:33.5Z"),
                    7,
                    "copy",
                    new Problem(Kind.FILE, Path.of("a.txt"), "copied", "permission denied"));

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private PassMessage event() {
        return in(PassMessage.of(context, EVENT));
    }

    private <M extends Message> M in(M message) {
        new DefaultExchange(context).setMessage(message);
        return message;
    }

    @Test
    void aTaskHasThreeHeaders() {
        assertThat(PassMessage.task(context, "photos", 42L, 7).getHeaders())
                .containsOnlyKeys("dromedaryJob", "dromedaryPass", "dromedarySequence")
                .containsEntry("dromedaryJob", "photos")
                .containsEntry("dromedaryPass", 42L)
                .containsEntry("dromedarySequence", 7L);
    }

    @Test
    void aHeaderIsFoundByEachWayToAskAndInAnyCase() {
        assertThat(event().getHeader("dromedaryPath")).isEqualTo("a.txt");
        assertThat(event().getHeader("DROMEDARYPATH")).isEqualTo("a.txt");
        assertThat(event().getHeader("DROMEDARYJOB", String.class)).isEqualTo("photos");
        assertThat(event().getHeader("dromedarySequence", String.class)).isEqualTo("7");
        assertThat(event().getHeader("dromedarySequence", 0, Integer.class)).isEqualTo(7);
        assertThat(event().getHeader("DromedaryPass", 0L, Long.class)).isEqualTo(42);
        assertThat(event().hasHeaders()).isTrue();
    }

    @Test
    void aHeaderThatIsNotThereHasItsDefault() {
        assertThat(event().getHeader("other")).isNull();
        assertThat(event().getHeader("other", String.class)).isNull();
        assertThat(event().getHeader("other", true, boolean.class)).isTrue();
        assertThat(event().getHeader("other", "5", Integer.class)).isEqualTo(5);
        assertThat(event().getHeader("dromedaryMd5", "none", String.class)).isEqualTo("none");
    }

    @Test
    void aCopyIsIndependentAndCarriesEventBodyAndHeaders() {
        PassMessage untouched = event();
        untouched.setBody("line");
        PassMessage touched = event();
        touched.setHeader("mine", 1);

        Message first = untouched.copy();
        Message second = touched.copy();
        touched.setHeader("mine", 2);
        untouched.removeHeaders("*");

        assertThat(first.getBody()).isEqualTo("line");
        assertThat(first.getHeaders())
                .containsEntry("dromedaryReason", "permission denied")
                .containsEntry("dromedaryTime", "2026-11-20T09:14:33.500Z")
                .doesNotContainKey("mine");
        assertThat(second.getHeader("mine")).isEqualTo(1);
        assertThat(Headers.event(first)).isSameAs(EVENT);
        assertThat(Headers.event(second)).isSameAs(EVENT);
    }

    @Test
    void anotherMessageCanTakeItsHeaders() {
        DefaultMessage other = in(new DefaultMessage(context));

        other.copyFromWithNewBody(event(), "body");

        assertThat(Headers.event(other)).isEqualTo(EVENT);
    }

    @Test
    void headersCanBeTakenAway() {
        PassMessage message = event();

        message.setHeader("mine", 1);
        assertThat(message.removeHeader("mine")).isEqualTo(1);
        assertThat(message.removeHeader("other")).isNull();
        assertThat(event().removeHeader("other")).isNull();
        assertThat(message.removeHeader("dromedaryReason")).isEqualTo("permission denied");
        assertThat(message.removeHeaders("dromedary*", "dromedaryPath")).isTrue();

        assertThat(message.getHeaders()).containsOnlyKeys("dromedaryPath");
    }

    @Test
    void anEventThatComesBackAsHeadersOnlyIsTheSame() {
        DefaultMessage back = in(new DefaultMessage(context));
        back.setHeaders(event().getHeaders());

        assertThat(Headers.event(back)).isEqualTo(EVENT).isNotSameAs(EVENT);
    }

    @Test
    void whatATaskWasGivenOnItsWayStays() {
        PassMessage task = in(PassMessage.task(context, "photos", 42L, 7));
        task.setHeader("mine", 1);
        task.setHeader("dromedaryReason", "mine");

        task.tell(EVENT, null);

        assertThat(task.getHeaders())
                .containsEntry("mine", 1)
                .containsEntry("dromedaryReason", "permission denied")
                .containsEntry("dromedarySequence", 7L);
    }
}
