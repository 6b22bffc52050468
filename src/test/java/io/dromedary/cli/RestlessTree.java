package io.dromedary.cli;

import io.dromedary.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A source that changes in every way that there is, and in the same ways for the same seed. */
final class RestlessTree {

    private static final int FEW = 250;
    private static final int LARGE = 1 << 20;

    private final Path root;
    private final Random random;
    private int names;

    RestlessTree(Path root, Random random) {
        this.root = root;
        this.random = random;
    }

    void create() throws IOException {
        Files.createDirectories(root);
        grow();
        for (int i = 0; i < 4; i++) {
            Files.write(root.resolve(name("large")), large());
        }
    }

    /** Updates, removes, moves, adds, and changes types and permissions. */
    void change() throws IOException {
        repeat(40, () -> Files.write(anyFile(), small()));
        repeat(15, () -> Files.delete(anyFile()));
        repeat(8, () -> Files.move(anyFile(), fresh("moved")));
        repeat(2, () -> Files.move(anyFolder(), root.resolve(name("moved folder"))));
        repeat(2, () -> Trees.remove(anyFolder()));
        repeat(15, () -> Files.write(fresh("new"), small()));
        repeat(2, () -> fill(Files.createDirectories(fresh("new folder").resolve("deep")), 5));
        repeat(2, () -> fill(without(anyFile()), 3));
        repeat(2, () -> Files.write(without(anyFolder()), small()));
        repeat(2, () -> Files.createSymbolicLink(without(anyFile()), Path.of(name("target"))));
        repeat(1, () -> Files.write(without(any(Files::isSymbolicLink)), small()));
        repeat(4, () -> Trees.dress(anyFile(), 0600 | random.nextInt(0100), null));
        repeat(1, () -> Files.write(fresh("large"), large()));
        repeat(1, () -> Files.write(anyLarge(), large()));
        repeat(1, () -> Files.move(anyLarge(), fresh("large")));
        repeat(1, () -> Files.delete(anyLarge()));
        try (Stream<Path> all = Files.walk(root)) {
            if (all.count() < FEW) {
                grow();
            }
        }
    }

    /** One of many changes. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private static void repeat(int times, Change change) throws IOException {
        for (int i = 0; i < times; i++) {
            change.make();
        }
    }

    private void grow() throws IOException {
        for (int i = 0; i < 10; i++) {
            Path folder = Files.createDirectory(root.resolve(name("folder")));
            fill(folder, 10);
            for (int j = 0; j < 3; j++) {
                fill(folder.resolve(name("inner")), 8);
            }
            Files.createSymbolicLink(folder.resolve(name("link")), Path.of("nowhere"));
        }
    }

    private void fill(Path folder, int files) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < files; i++) {
            Files.write(folder.resolve(name("file")), small());
        }
    }

    private String name(String what) {
        return what + " " + names++;
    }

    private Path fresh(String what) throws IOException {
        Path folder = random.nextBoolean() ? root : anyFolder();
        return folder.resolve(name(what));
    }

    private static Path without(Path path) {
        Trees.remove(path);
        return path;
    }

    private Path anyFile() throws IOException {
        return any(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !isLarge(path));
    }

    private Path anyLarge() throws IOException {
        return any(RestlessTree::isLarge);
    }

    private static boolean isLarge(Path path) {
        return path.getFileName().toString().startsWith("large");
    }

    /** One that has few others in it. */
    private Path anyFolder() throws IOException {
        return any(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && size(path) < 50);
    }

    private static long size(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path any(Predicate<Path> which) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> found = all.filter(path -> !path.equals(root) && which.test(path))
                    .sorted()
                    .toList();
            return found.get(random.nextInt(found.size()));
        }
    }

    private byte[] small() {
        return bytes(random.nextInt(3000));
    }

    private byte[] large() {
        return bytes(LARGE + random.nextInt(3 * LARGE));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
