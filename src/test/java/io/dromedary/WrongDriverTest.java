package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static io.dromedary.Trees.sortedBadly;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route may be edited: whatever it does, nothing is deleted wrongly, and what it left out is told. */
class WrongDriverTest {

    @TempDir
    Path temp;

    private final List<Summary> summaries = new ArrayList<>();
    private Bench bench;
    private FolderSync sync;

    @BeforeEach
    void open() {
        bench = Bench.in(temp);
        make(bench.source(), sortedBadly());
        make(bench.replica(), folder("old", file("x", "")), file("extraneous", ""));
        sync = bench.open();
        sync.addListener(summaries::add);
    }

    @AfterEach
    void close() {
        sync.close();
    }

    private static List<Long> numbers(Iterator<Task> tasks) {
        List<Long> numbers = new ArrayList<>();
        tasks.forEachRemaining(task -> numbers.add(task.sequence()));
        return numbers;
    }

    private static List<String> drain(Iterator<Event> events) {
        List<String> drained = new ArrayList<>();
        events.forEachRemaining(event -> drained.add(event.message()));
        return drained;
    }

    private void assertNothingWasDeleted() {
        assertThat(kinds(bench.replica())).containsKeys("old/x", "extraneous");
    }

    private void assertTheNextPassMendsIt() {
        assertThat(Bench.pass(sync).summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void whatComesTwiceIsDoneOnce() {
        Pass pass = sync.begin();
        for (long number : numbers(pass.copies())) {
            assertThat(pass.copy(number)).isPresent();
            assertThat(pass.copy(number)).isEmpty();
        }
        for (long number : numbers(pass.deletions())) {
            assertThat(drain(pass.delete(number))).isNotEmpty();
            assertThat(drain(pass.delete(number))).isEmpty();
        }
        drain(pass.finish());
        assertThat(summaries.get(0).result()).isEqualTo(PassResult.SYNCED);
        assertThat(summaries.get(0).removed()).isEqualTo(3);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aDeletionThatNobodyAsksForDeletesNothing() {
        Pass pass = sync.begin();
        numbers(pass.copies()).forEach(pass::copy);
        numbers(pass.deletions()).forEach(pass::delete);
        assertNothingWasDeleted();
        drain(pass.finish());
        assertNothingWasDeleted();
        assertTheNextPassMendsIt();
    }

    @Test
    void aNumberThatIsNoneOfThisPassDoesNothing() {
        Pass pass = sync.begin();
        List<Long> copies = numbers(pass.copies());
        assertThat(pass.copy(0)).isEmpty();
        assertThat(pass.copy(-1)).isEmpty();
        assertThat(pass.copy(copies.size() + 1L)).isEmpty();
        assertThat(drain(pass.delete(1))).isEmpty();
        assertThat(drain(pass.delete(9999))).isEmpty();
        assertNothingWasDeleted();
    }

    @Test
    void deletionsBeforeTheCopiesDeleteNothing() {
        Pass pass = sync.begin();
        List<Long> deletions = numbers(pass.deletions());
        for (long number : deletions) {
            assertThat(drain(pass.delete(number)))
                    .allMatch(message -> message.endsWith("not every copy of this pass has been carried out."));
        }
        numbers(pass.copies()).forEach(pass::copy);
        deletions.forEach(number -> assertThat(drain(pass.delete(number))).isEmpty());
        drain(pass.finish());
        assertNothingWasDeleted();
        assertThat(summaries.get(0).result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(summaries.get(0).problems()).isEqualTo(2);
        assertTheNextPassMendsIt();
    }

    @Test
    void aCopyThatIsDroppedForbidsTheDeletionsAndIsAProblem() {
        Pass pass = sync.begin();
        List<Long> copies = numbers(pass.copies());
        copies.subList(1, copies.size()).forEach(pass::copy);
        numbers(pass.deletions()).forEach(number -> drain(pass.delete(number)));
        assertThat(drain(pass.finish())).contains("File .hidden could not be copied: the route did not carry it out.");
        assertNothingWasDeleted();
        assertThat(summaries.get(0).problems()).isEqualTo(3);
        assertTheNextPassMendsIt();
    }

    @Test
    void copiesThatAreNotAllTakenForbidTheDeletions() {
        Pass pass = sync.begin();
        pass.copy(pass.copies().next().sequence());
        numbers(pass.deletions()).forEach(number -> drain(pass.delete(number)));
        assertThat(drain(pass.finish())).anyMatch(message -> message.contains("did not take all of the plan"));
        assertNothingWasDeleted();
        assertTheNextPassMendsIt();
    }

    @Test
    void aDeletionThatIsDroppedIsAProblem() {
        Pass pass = sync.begin();
        numbers(pass.copies()).forEach(pass::copy);
        numbers(pass.deletions());
        assertThat(drain(pass.finish()))
                .contains(
                        "File extraneous could not be removed: the route did not carry it out.",
                        "Folder old could not be removed: the route did not carry it out.");
        assertNothingWasDeleted();
        assertTheNextPassMendsIt();
    }

    @Test
    void aDeletionThatIsLeftHalfwayIsAProblem() {
        Pass pass = sync.begin();
        numbers(pass.copies()).forEach(pass::copy);
        List<Long> deletions = numbers(pass.deletions());
        drain(pass.delete(deletions.get(0)));
        Iterator<Event> steps = pass.delete(deletions.get(1));
        assertThat(steps.next().message()).isEqualTo("File old/x has been removed.");
        assertThat(drain(pass.finish())).contains("Folder old could not be removed: the route did not carry it out.");
        assertThat(steps.hasNext()).isFalse();
        assertThat(bench.replica("old")).exists();
        assertTheNextPassMendsIt();
    }

    @Test
    void aPassThatIsFinishedAtOnceDoesNothingAndSaysSo() {
        Pass pass = sync.begin();
        assertThat(drain(pass.finish())).hasSize(3);
        assertThat(summaries.get(0).problems()).isEqualTo(2);
        assertThat(summaries.get(0).copied()).isZero();
        assertNothingWasDeleted();
        assertTheNextPassMendsIt();
    }

    @Test
    void nothingIsDoneAfterTheEnd() {
        Pass pass = sync.begin();
        List<Long> copies = numbers(pass.copies());
        drain(pass.finish());
        assertThat(pass.copy(copies.get(0))).isEmpty();
        assertThat(pass.copies().hasNext()).isFalse();
        assertThat(pass.deletions().hasNext()).isFalse();
        assertThat(drain(pass.finish())).isEmpty();
        assertThat(summaries).hasSize(1);
        assertNothingWasDeleted();
    }

    @Test
    void aPassThatIsNeverFinishedIsEndedByTheNext() {
        Pass left = sync.begin();
        List<Long> copies = numbers(left.copies());
        Pass next = sync.begin();
        assertThat(next.number()).isGreaterThan(left.number());
        assertThat(summaries).hasSize(1);
        assertThat(summaries.get(0).result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(left.copy(copies.get(0))).isEmpty();
        assertNothingWasDeleted();
        drain(next.finish());
        assertTheNextPassMendsIt();
    }

    @Test
    void whatIsAbandonedEndsOnce() {
        Pass pass = sync.begin();
        sync.abandon(pass);
        sync.abandon(pass);
        assertThat(summaries).hasSize(1);
        assertNothingWasDeleted();
    }

    @Test
    void aListenerThatFailsBreaksNothing() {
        sync.addListener(summary -> {
            throw new IllegalStateException("on purpose");
        });
        assertTheNextPassMendsIt();
    }

    @Test
    void aRefusedPassHasNothingToDo() {
        Trees.remove(bench.source());
        Pass pass = sync.begin();
        assertThat(pass.copies().hasNext()).isFalse();
        assertThat(pass.deletions().hasNext()).isFalse();
        drain(pass.finish());
        assertThat(summaries.get(0).result()).isEqualTo(PassResult.FAILED);
    }

    @RepeatedTest(5)
    void copiesMayComeInAnyOrderAndFromManyThreads(RepetitionInfo repetition) {
        make(
                bench.source(),
                folder("was file", file("x", ""), folder("y", file("z", ""))).mode(0555),
                link("was folder", "a"),
                folder(
                        "deep",
                        folder("deeper", folder("deepest", file("f", "")).mode(0500))
                                .mode(0500)));
        make(bench.replica(), file("was file", ""), folder("was folder", file("x", "")));
        Pass pass = sync.begin();
        List<Long> copies = numbers(pass.copies());
        Collections.shuffle(copies, new Random(repetition.getCurrentRepetition()));
        var problems = new ConcurrentLinkedQueue<Event>();
        copies.parallelStream()
                .flatMap(number -> pass.copy(number).flatMap(Carried::event).stream())
                .filter(event -> event.outcome().equals("problem"))
                .forEach(problems::add);
        assertThat(problems).isEmpty();
        List<Long> deletions = numbers(pass.deletions());
        Collections.reverse(deletions);
        deletions.forEach(number -> drain(pass.delete(number)));
        drain(pass.finish());
        assertThat(summaries.get(0).result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }
}
