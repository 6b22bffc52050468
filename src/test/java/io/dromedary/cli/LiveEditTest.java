package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.UnusableException;
import io.dromedary.audit.LogFormat;
import io.dromedary.audit.Summary;
import io.dromedary.camel.DromedaryComponent;
import io.dromedary.camel.RouteBeans;
import io.dromedary.plan.Compare;
import io.dromedary.plan.MaxDelete;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of the routes while they run. Each look is made by the test, so nothing waits for time to pass. */
class LiveEditTest {

    private static final String MINE = """
            - route:
                id: mine
                from:
                  uri: seda:mine
                  steps:
                    - log:
                        message: mine
            """;

    @TempDir
    Path home;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Summary> summaries = new CopyOnWriteArrayList<>();
    private Path folder;
    private Path log;
    private FolderSync sync;
    private RouteBeans beans;
    private LiveEdit live;

    @BeforeEach
    void runARouteThatSomebodyHasMadeHisOwn() throws Exception {
        folder = Files.createDirectory(home.resolve("routes"));
        save("delete.camel.yaml", shipped("delete.camel.yaml"));
        log = home.resolve("audit.log");
        Files.createDirectory(home.resolve("source"));
        Job job = new Job(
                "photos",
                home.resolve("source"),
                home.resolve("replica"),
                Duration.ofHours(1),
                log,
                LogFormat.TEXT,
                Compare.MD5,
                MaxDelete.DEFAULT,
                false,
                false,
                new io.dromedary.Pace(2, 0, false));
        Console console = new Console(print(out), print(err), false);
        context.setSourceLocationEnabled(true);
        context.getShutdownStrategy().setTimeout(5);
        DromedaryComponent component = context.getComponent("dromedary", DromedaryComponent.class);
        sync = FolderSync.open(job, home.resolve("state"), Clock.systemDefaultZone());
        sync.addListener(summaries::add);
        component.register(sync);
        beans = RouteBeans.bind(context, List.of(job));
        beans.watch();
        context.getRegistry().bind("dromedaryConsole", console);
        RouteFiles files = RouteFiles.find(Optional.of(folder));
        Map<String, Resource> routes = files.resources(List.of(job), false);
        PluginHelper.getRoutesLoader(context).loadRoutes(routes.values());
        context.start();
        live = new LiveEdit(files, routes, List.of(job), new RouteSwap(context, beans), console);
        look();
        awaitPass(1);
    }

    @AfterEach
    void stop() {
        live.close();
        context.stop();
        beans.close();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String shipped(String name) {
        return RouteFiles.packed(name);
    }

    private void save(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** What is the same in two looks is meant. */
    private void look() {
        live.look();
        live.look();
    }

    private void awaitPass(int number) {
        await().until(() -> summaries.size() >= number && isQuiet("sync-photos"));
    }

    private boolean isQuiet(String route) {
        return context.getInflightRepository().size(route) == 0;
    }

    private void makeFiles(int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            Files.writeString(home.resolve("source/file" + i), "content " + i);
        }
    }

    private void makePass() {
        int number = summaries.size() + 1;
        sync.ask();
        awaitPass(number);
    }

    private List<String> copiesLogged() throws Exception {
        // A pass ends before its last lines are written.
        assertThat(beans.drain(10)).isZero();
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("File file") && line.endsWith("has been copied."))
                .map(line -> line.substring(line.indexOf("File ")))
                .toList();
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** A copy route that first does something. */
    private static String copyBy(String bean) {
        return shipped("copy.camel.yaml")
                .replace("      steps:\n", "      steps:\n        - process:\n            ref: " + bean + "\n");
    }

    @Test
    void aSavedFileTakesThePlaceOfThePackedOneAndGivesItBackWhenItIsRemoved() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("mine", (Processor) exchange -> seen.add("copy"));
        Route audit = context.getRoute("audit");

        save("copy.camel.yaml", copyBy("mine"));
        look();
        makeFiles(0, 3);
        makePass();
        assertThat(seen).hasSize(3);
        assertThat(said()).contains("dromedary: " + folder.resolve("copy.camel.yaml") + " has taken effect\n");
        assertThat(context.getRoute("audit")).as("nobody edited it").isSameAs(audit);

        Files.delete(folder.resolve("copy.camel.yaml"));
        look();
        makeFiles(3, 6);
        makePass();
        assertThat(seen).hasSize(3);
        assertThat(home.resolve("replica/file5")).hasContent("content 5");
        assertThat(copiesLogged()).hasSize(6);
        assertThat(complained()).isEmpty();
    }

    @Test
    void aFileThatIsNewIsLoadedAndTheRoutesOfARemovedOneAreGone() throws Exception {
        save("mine.yaml", MINE);
        look();
        assertThat(context.getRouteController().getRouteStatus("mine").isStarted())
                .isTrue();
        Files.delete(folder.resolve("mine.yaml"));
        look();
        assertThat(context.getRoute("mine")).isNull();
        assertThat(context.getRouteDefinition("mine")).isNull();
        assertThat(said()).contains("mine.yaml is gone, and so are its routes");
    }

    @Test
    void aBrokenFileIsToldOnceWithItsLineAndWhatRanGoesOn() throws Exception {
        Path file = folder.resolve("copy.camel.yaml");
        save("copy.camel.yaml", shipped("copy.camel.yaml").replace("steps:", "stps:"));
        look();
        look();
        assertThat(complained().lines()).hasSize(1);
        assertThat(complained()).contains("stps", file + ", line 9", "; what ran before goes on");

        save("copy.camel.yaml", shipped("copy.camel.yaml").replace("dromedary:copy", "dromdary:copy"));
        look();
        look();
        assertThat(complained().lines()).hasSize(2);
        assertThat(complained()).contains(file + ", line 9: ", "dromdary");

        makeFiles(0, 3);
        makePass();
        assertThat(copiesLogged()).hasSize(3);

        save("copy.camel.yaml", shipped("copy.camel.yaml"));
        look();
        assertThat(complained().lines()).hasSize(2);
    }

    @Test
    void aBrokenAuditRouteIsNotTakenEither() throws Exception {
        save("audit.camel.yaml", shipped("audit.camel.yaml").replace("ref: dromedaryConsole", "ref: nobody"));
        look();
        assertThat(complained()).contains(folder.resolve("audit.camel.yaml") + ", line ", "nobody");
        makeFiles(0, 3);
        makePass();
        assertThat(copiesLogged()).hasSize(3);
    }

    @Test
    void anIdThatAnotherFileHasAndWhatIsNoPlainRouteAreRefused() throws Exception {
        save("second.yaml", shipped("copy.camel.yaml").replace("direct:copy", "direct:second"));
        look();
        assertThat(complained())
                .contains("second.yaml", "route copy is in copy.camel.yaml already: give it another id");

        save(
                "second.yaml",
                "- routeTemplate:\n    id: t\n    from:\n      uri: direct:t\n      steps:\n        - log: x\n");
        look();
        assertThat(complained()).contains("only a file of plain routes takes effect at once");
        makeFiles(0, 3);
        makePass();
        assertThat(copiesLogged()).hasSize(3);
    }

    @Test
    void howeverAnEditorSavesOnlyTheWholeFileIsTaken() throws Exception {
        Path file = folder.resolve("mine.yaml");
        save(".mine.yaml.swp", "swap");
        save(".#mine.yaml", "lock");
        save("#mine.yaml", "unsaved");
        save("mine.yaml~", "backup");
        look();
        assertThat(said() + complained()).doesNotContain("dromedary: ");

        // In two steps.
        save("mine.yaml", "");
        live.look();
        save("mine.yaml", MINE.substring(0, 60));
        live.look();
        save("mine.yaml", MINE);
        look();
        assertThat(context.getRoute("mine")).isNotNull();
        assertThat(complained()).isEmpty();

        // Renamed over, with a moment in which it is not there.
        Files.move(file, folder.resolve("mine.yaml~"), StandardCopyOption.REPLACE_EXISTING);
        live.look();
        assertThat(context.getRoute("mine")).isNotNull();
        save("4913", MINE.replace("id: mine", "id: other"));
        Files.move(folder.resolve("4913"), file);
        look();
        assertThat(context.getRoute("other")).isNotNull();
        assertThat(context.getRoute("mine")).isNull();
        assertThat(complained()).isEmpty();
    }

    @Test
    void theFolderMayGoAndComeBack() throws Exception {
        Files.move(folder, home.resolve("away"));
        look();
        look();
        assertThat(complained().lines()).hasSize(1);
        assertThat(complained()).contains("routes " + folder, "the routes go on as they are");
        Files.move(home.resolve("away"), folder);
        save("mine.yaml", MINE);
        look();
        assertThat(context.getRoute("mine")).isNotNull();
    }

    @Test
    void theRouteOfAJobIsReplacedBetweenItsPassesOnly() throws Exception {
        CountDownLatch copying = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        context.getRegistry().bind("slow", (Processor) exchange -> {
            copying.countDown();
            goOn.await();
        });
        save("copy.camel.yaml", copyBy("slow"));
        look();
        makeFiles(0, 3);
        sync.ask();
        copying.await();
        String edited = shipped("sync.camel.yaml").replace("id: sync-{{job}}-plan", "id: sync-{{job}}-my-plan");
        save("sync.camel.yaml", edited);
        look();
        look();
        assertThat(context.getRoute("sync-photos").filter("sync-photos-plan")).isNotEmpty();
        assertThat(said()).containsOnlyOnce("takes effect when what its routes are doing has ended");
        goOn.countDown();
        awaitPass(2);
        await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            live.look();
            assertThat(context.getRoute("sync-photos").filter("sync-photos-my-plan"))
                    .isNotEmpty();
        });
        assertThat(summaries.get(1).copied()).isEqualTo(3);
        makeFiles(3, 6);
        makePass();
        assertThat(copiesLogged()).hasSize(6);
        assertThat(complained()).isEmpty();
    }

    @Test
    void noEventIsLostOrOutOfOrderWhileTheAuditRouteIsReplacedAgainAndAgain() throws Exception {
        makeFiles(0, 1_000);
        sync.ask();
        int edits = 0;
        while (summaries.size() < 2) {
            save("audit.camel.yaml", shipped("audit.camel.yaml") + "# " + edits++ + "\n");
            look();
        }
        awaitPass(2);
        assertThat(beans.drain(10)).isZero();

        assertThat(edits).isPositive();
        assertThat(complained()).isEmpty();
        assertThat(copiesLogged()).hasSize(1_000).doesNotHaveDuplicates();
        List<String> lines = Files.readAllLines(log);
        assertThat(lines.get(lines.size() - 1)).contains("1000 copied");
    }

    @Test
    void anAuditRouteThatFailsForEverCanBeMendedAndLosesNothing() throws Exception {
        context.getRegistry().bind("broken", (Processor) exchange -> {
            throw new IllegalStateException("nobody takes it");
        });
        String before = "        - aggregate:\n";
        String step = "        - process:\n            ref: broken\n";
        assertThat(shipped("audit.camel.yaml")).contains(before);
        save("audit.camel.yaml", shipped("audit.camel.yaml").replace(before, step + before));
        look();
        makeFiles(0, 300);
        sync.ask();
        await().until(() -> Files.exists(home.resolve("replica/file0")));

        assertAllIsToldOnceWhenMended();
    }

    private void assertAllIsToldOnceWhenMended() throws Exception {
        save("audit.camel.yaml", shipped("audit.camel.yaml"));
        look();
        awaitPass(2);
        assertThat(copiesLogged()).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void aStepThatFailsOnWholeBatchesCanBeMendedToo() throws Exception {
        context.getRegistry().bind("broken", (Processor) exchange -> {
            throw new IllegalStateException("nobody takes it");
        });
        save("audit.camel.yaml", shipped("audit.camel.yaml").replace("ref: dromedaryConsole", "ref: broken"));
        look();
        makeFiles(0, 300);
        sync.ask();
        await().until(() -> home.resolve("replica").toFile().list().length > 100);

        assertAllIsToldOnceWhenMended();
    }

    @Test
    void whoHasNoFolderOfRoutesIsToldWhatToDo() throws Exception {
        assertThatThrownBy(() -> LiveEdit.check(RouteFiles.find(Optional.empty())))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("give one with --routes DIR");
    }
}
