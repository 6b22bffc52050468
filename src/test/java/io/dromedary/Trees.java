package io.dromedary;

import io.dromedary.fingerprint.Md5;
import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.FileKey;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import io.dromedary.tree.Stamp;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Trees as literals, and real trees as maps that can be compared. Names may hold any byte: {@code %FF} stands for the
 * byte FF, so a name with a percent sign is written {@code %25}.
 */
public final class Trees {

    /** The modification time of what is given no other, fine enough for a microsecond and no finer. */
    public static final Instant THEN = Instant.parse("2001-02-03T04:05:06.789012Z");

    private Trees() {}

    /** An entry that is to be made. */
    public record Node(Kind kind, String name, String text, List<Node> children, int mode, Instant time) {

        /** The same with other permissions. */
        public Node mode(int other) {
            return new Node(kind, name, text, children, other, time);
        }

        /** The same with another modification time. */
        public Node time(String other) {
            return new Node(kind, name, text, children, mode, Instant.parse(other));
        }

        private void make(Path parent) {
            Path path = child(parent, name);
            try {
                switch (kind) {
                    case FOLDER -> {
                        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                            Files.createDirectory(path);
                        }
                        children.forEach(node -> node.make(path));
                    }
                    case FILE -> Files.writeString(path, text);
                    case LINK -> Files.createSymbolicLink(path, child(Path.of(""), text));
                    case OTHER -> run("mkfifo", path.toString());
                    default -> throw new IllegalArgumentException(kind.name());
                }
                if (kind != Kind.OTHER) {
                    // Java opens what it dresses, and waits for the other end of a pipe.
                    dress(path, kind == Kind.LINK ? Access.UNKNOWN : mode, time);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A folder. */
    public static Node folder(String name, Node... children) {
        return new Node(Kind.FOLDER, name, null, List.of(children), 0755, THEN);
    }

    /** A file. */
    public static Node file(String name, String content) {
        return new Node(Kind.FILE, name, content, List.of(), 0644, THEN);
    }

    /** A symbolic link. */
    public static Node link(String name, String target) {
        return new Node(Kind.LINK, name, target, List.of(), Access.UNKNOWN, THEN);
    }

    /** A named pipe. */
    public static Node pipe(String name) {
        return new Node(Kind.OTHER, name, null, List.of(), 0644, THEN);
    }

    /** Siblings that a plain order of strings sorts badly. */
    public static Node[] sortedBadly() {
        return new Node[] {
            folder("a", file("x", "a/x"), folder("y", file("z", "a/y/z"))),
            file("a-b", "a-b"),
            file("a.txt", "a.txt"),
            folder("a b", file("x", "a b/x")),
            folder("empty"),
            file(".hidden", "hidden")
        };
    }

    /** Makes a root, unless it stands there, and entries in it. */
    public static Path make(Path root, Node... nodes) {
        try {
            Files.createDirectories(root);
            for (Node node : nodes) {
                node.make(root);
            }
            dress(root, Access.UNKNOWN, THEN);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes folders one in the other, as deep as one likes. Here and there, and in the last one, stand a file {@code f} and a
     * link {@code l}. Who makes such a tree has to remove it with {@link #removeDeep}.
     *
     * @param name of each folder, in ASCII
     */
    public static void makeDeep(Path root, String name, int levels) {
        // No call takes the whole path, so the tree is put together from pieces, the lowest first.
        int most = 3000 / (name.length() + 1);
        Path below = null;
        try {
            for (int left = levels; left > 0; ) {
                int length = left % most == 0 ? most : left % most;
                Path top = Files.createTempDirectory(root, "piece");
                Path deepest = Files.createDirectories(top.resolve((name + "/").repeat(length)));
                Files.writeString(deepest.resolve("f"), "at " + left);
                Files.createSymbolicLink(deepest.resolve("l"), Path.of("f"));
                if (below != null) {
                    Files.move(below.resolve(name), deepest.resolve(name));
                    Files.delete(below);
                }
                below = top;
                left -= length;
            }
            Files.move(below.resolve(name), root.resolve(name));
            Files.delete(below);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a tree of any depth. */
    public static void removeDeep(Path root) {
        run("rm", "-rf", root.toString());
    }

    /** What stands in a tree of any depth: paths, kinds, permissions, times and targets, and the content of files. */
    public static List<String> foundIn(Path root) {
        List<String> found = new ArrayList<>();
        for (String what : List.of(
                "find . -printf '%p %y %m %U %G %T@ %l\\n'", "find . -type f -execdir md5sum {} \\; -printf '%p\\n'")) {
            run("sh", "-c", "cd \"$1\" && " + what, "sh", root.toString())
                    .lines()
                    .sorted()
                    .forEach(found::add);
        }
        return found;
    }

    /** A path below another one, with {@code /} between names and {@code %NN} for a byte. */
    public static Path child(Path parent, String names) {
        boolean plain = names.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '%');
        if (plain) {
            return parent.resolve(names);
        }
        StringBuilder uri = new StringBuilder("file:///");
        for (byte part : names.getBytes(StandardCharsets.UTF_8)) {
            boolean safe = part == '/' || part == '%' || part > ' ' && Character.isLetterOrDigit(part);
            uri.append(safe ? String.valueOf((char) part) : String.format("%%%02X", part & 0xFF));
        }
        Path absolute = Path.of(URI.create(uri.toString()));
        return parent.resolve(Path.of("/").relativize(absolute));
    }

    /** Sets permissions and modification time, and leaves out what is {@link Access#UNKNOWN} or null. */
    public static void dress(Path path, int mode, Instant time) throws IOException {
        if (time != null) {
            Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(FileTime.from(time), null, null);
        }
        if (mode != Access.UNKNOWN) {
            Files.setAttribute(path, "unix:mode", mode);
        }
    }

    /**
     * What stands in a tree: for each path its kind, permissions with setuid and the like, time of modification to the
     * microsecond, content or target, and for root owner and group.
     */
    public static SortedMap<String, String> snapshot(Path root) {
        return look(root, path -> describe(path, Entry.at(path)));
    }

    /** The paths that stand in a tree, each with its kind. */
    public static SortedMap<String, Kind> kinds(Path root) {
        return look(root, path -> Entry.at(path).kind());
    }

    /** Which names in a tree are hard links of each other: for each file the first of its names. */
    public static SortedMap<String, String> hardLinks(Path root) {
        Map<FileKey, String> first = new HashMap<>();
        SortedMap<String, String> found = new TreeMap<>();
        look(root, Entry::at).forEach((path, entry) -> {
            if (entry.is(Kind.FILE)) {
                found.put(path, first.computeIfAbsent(FileKey.of(entry.stamp()), key -> path));
            }
        });
        return found;
    }

    /** Gives a file more names, which may stand in other folders of its tree. */
    public static void hardLink(Path root, String file, String... names) {
        for (String name : names) {
            try {
                Files.createLink(child(root, name), child(root, file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What changes when somebody writes to a tree, even if that somebody puts everything back. */
    public static SortedMap<String, Stamp> stamps(Path root) {
        return look(root, path -> Entry.at(path).stamp());
    }

    private static <T> SortedMap<String, T> look(Path root, Function<Path, T> describe) {
        SortedMap<String, T> found = new TreeMap<>();
        visit(root, path -> found.put(PathText.of(root.relativize(path)), describe.apply(path)));
        return found;
    }

    private static void visit(Path path, Consumer<Path> visitor) {
        visitor.accept(path);
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> children = new ArrayList<>();
        try (var stream = Files.newDirectoryStream(path)) {
            stream.forEach(children::add);
        } catch (java.nio.file.AccessDeniedException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        children.forEach(child -> visit(child, visitor));
    }

    private static String describe(Path path, Entry entry) {
        if (entry.stamp() == null) {
            return entry.kind().name();
        }
        String time = Instant.EPOCH
                .plus(entry.stamp().modified(), ChronoUnit.NANOS)
                .truncatedTo(ChronoUnit.MICROS)
                .toString();
        String mode =
                entry.is(Kind.LINK) ? "-" : Integer.toOctalString(entry.access().mode());
        String owners =
                isRoot() ? " " + entry.access().owner() + ":" + entry.access().group() : "";
        String what = switch (entry.kind()) {
            case FILE -> " " + md5(path);
            case LINK -> " -> " + entry.target();
            default -> "";
        };
        return entry.kind() + " " + mode + owners + " " + time + what;
    }

    /** The MD5 of a file, or why it has none. */
    public static String md5(Path path) {
        try {
            return new Md5(StopSignal.NEVER, ForkJoinPool.commonPool())
                    .of(Tree.plain(path.toAbsolutePath().getParent()), path.getFileName(), Long.MAX_VALUE)
                    .toString();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Whether these tests may do everything. */
    public static boolean isRoot() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self/stat"), "unix:uid") == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs a command that has to succeed, and gives what it printed. */
    public static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a test in a folder of its own, for tests that run many times in one. */
    public static void inScratch(Consumer<Path> test) {
        try {
            Path scratch = Files.createTempDirectory("dromedary-property");
            try {
                test.accept(scratch);
            } finally {
                remove(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a tree, whatever its permissions. */
    public static void remove(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    dress(folder, 0700, null);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    // Somebody else's permissions: they are ours now, so a second look succeeds.
                    dress(file, 0700, null);
                    remove(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something with every path of a tree but its root, children first. */
    static void eachBelow(Path root, BiConsumer<Path, Entry> action) {
        List<Path> all = new ArrayList<>();
        visit(root, all::add);
        java.util.Collections.reverse(all);
        all.stream().filter(path -> !path.equals(root)).forEach(path -> action.accept(path, Entry.at(path)));
    }
}
