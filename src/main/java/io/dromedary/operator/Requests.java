package io.dromedary.operator;

import io.dromedary.tree.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what a person asks from another process. A request is a file in the folder {@value #FOLDER} of a job's state,
 * and the answer another one beside it; {@link Asking} makes the one and waits for the other.
 */
public final class Requests extends RouteBuilder {

    static final String FOLDER = "requests";
    static final String REQUEST = ".request";
    static final String ANSWER = ".answer";

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    /** Nobody types more than this. */
    private static final long LARGEST = 4096;

    /** In milliseconds. With the tick of the sync route, a request is taken up within a second. */
    private static final int LOOK = 400;

    private final String job;
    private final Path folder;
    private final Operator operator;
    private final ScheduledExecutorService looker;

    /**
     * Takes up requests to one job, from the start of the context on.
     *
     * @param state the state folder of the job
     * @param looker looks for requests; many jobs may share it
     */
    public Requests(CamelContext context, String job, Path state, Operator operator, ScheduledExecutorService looker) {
        super(context);
        this.job = job;
        this.folder = state.resolve(FOLDER);
        this.operator = operator;
        this.looker = looker;
    }

    @Override
    public void configure() throws IOException {
        Files.createDirectories(folder);
        forgetOld();
        FileEndpoint inbox = endpoint(
                "file:requests-" + job + "?include=.*\\" + REQUEST + "&delete=true&readLock=none&probeContentType=false"
                        + "&initialDelay=0&delay=" + LOOK,
                FileEndpoint.class);
        // Its path may have what a URI cannot say.
        File place = folder.toFile();
        inbox.setFile(place);
        inbox.getConfiguration().setDirectory(place.getPath());
        inbox.setScheduledExecutorService(looker);
        from(inbox)
                .routeId("requests-" + job)
                .routeDescription("Takes up what a person asks of the job from a terminal")
                .process(this::answer)
                .id("requests-answer-" + job);
    }

    /** Nobody waits any more for what an earlier process did not answer. */
    private void forgetOld() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void answer(Exchange exchange) {
        Path request = exchange.getMessage().getBody(File.class).toPath();
        Answer answer = answer(request);
        String name = request.getFileName().toString();
        try {
            answer.write(request.resolveSibling(name.substring(0, name.length() - REQUEST.length()) + ANSWER));
        } catch (IOException e) {
            LOG.warn("The answer to {} cannot be written: {}", request, Failure.inWords(e));
        }
    }

    private Answer answer(Path request) {
        try {
            if (Files.size(request) > LARGEST) {
                return Answer.no("the request is too long");
            }
            Ask ask = Ask.read(request);
            String by = Files.getOwner(request).getName() + " from a terminal";
            return Answer.yes(
                    switch (ask.what()) {
                        case NOW -> operator.now(job, by);
                        case PAUSE -> operator.pause(job, by);
                        case RESUME -> operator.resume(job, by);
                        case CONFIRM -> operator.confirm(job, ask.plan(), by);
                    });
        } catch (IOException e) {
            return Answer.no("the state folder cannot be used: " + Failure.inWords(e));
        } catch (IllegalArgumentException e) {
            return Answer.no(e.getMessage());
        }
    }
}
