package io.dromedary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Stamp;
import io.dromedary.tree.Target;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MarkTest {

    private static Entry entry(Kind kind, long size, long modified, String target) {
        Stamp stamp = new Stamp(size, modified, 3, 4, 5);
        return new Entry(kind, stamp, null, target == null ? null : Target.of(Path.of(target)), 1, null);
    }

    private static long file(String path, long size, long modified) {
        return Mark.of(Path.of(path), entry(Kind.FILE, size, modified, null));
    }

    private static long other(Kind kind, String path, long size, long modified) {
        return Mark.of(Path.of(path), entry(kind, size, modified, "x"));
    }

    @Test
    void whatDiffersInPathKindSizeTimeOrTargetHasAnotherMark() {
        assertThat(LongStream.of(
                        file("a", 1, 2),
                        file("a/b", 1, 2),
                        file("b/a", 1, 2),
                        file("12345678", 1, 2),
                        file("123456789", 1, 2),
                        file("a", 2, 1),
                        file("a", 1, 3),
                        file("a", 0, 0),
                        other(Kind.FOLDER, "a", 1, 2),
                        other(Kind.OTHER, "a", 1, 2),
                        Mark.of(Path.of("a"), entry(Kind.LINK, 1, 2, "x")),
                        Mark.of(Path.of("a"), entry(Kind.LINK, 1, 2, "y"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatTwoFilesSwapDoesNotCancelOut() {
        assertThat(file("a", 1, 2) + file("b", 3, 4)).isNotEqualTo(file("a", 3, 2) + file("b", 1, 4));
        assertThat(file("a", 1, 2) + file("b", 3, 4)).isNotEqualTo(file("a", 1, 4) + file("b", 3, 2));
    }

    @Test
    void theTimeOfAFolderAndWhatTheSystemKeepsForItselfDoNotMatter() {
        assertThat(other(Kind.FOLDER, "a", 4096, 2)).isEqualTo(other(Kind.FOLDER, "a", 8192, 3));
        Entry moved = new Entry(Kind.FILE, new Stamp(1, 2, 30, 40, 50), null, null, 1, null);
        assertThat(Mark.of(Path.of("a"), moved)).isEqualTo(file("a", 1, 2));
    }
}
