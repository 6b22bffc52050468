package example;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Keeps the backup an exact copy of the photos. */
@Component
class MirrorRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:mirror?period={{photos.interval}}")
                .routeId("mirror")
                .to("dromedary:plan?job=photos")
                .split(simple("${body.copies}"))
                .streaming()
                .to("dromedary:copy")
                .to("direct:tell")
                .end()
                .split(simple("${body.deletions}"))
                .streaming()
                .to("dromedary:delete")
                .split(body())
                .streaming()
                .to("direct:tell")
                .end()
                .end()
                .to("dromedary:finish")
                .split(body())
                .streaming()
                .to("direct:tell")
                .end();

        from("direct:tell").routeId("tell").log("${header.dromedaryMessage}");
    }
}
