package io.dromedary;

import io.dromedary.posix.PathBytes;
import io.dromedary.posix.Posix;
import io.dromedary.tree.Entry;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What people and programs do to a tree, at random: all kinds of entries, names, metadata and changes of them. The same
 * seed does the same to the same tree.
 */
final class RandomTree {

    private static final String[] NAMES = {
        "a",
        "a-b",
        "a.txt",
        "a b",
        "A",
        "b",
        ".a",
        "a%0A",
        "%FF",
        "%F0%9F%90%AA",
        "x\\y",
        "~",
        "-n",
        "*",
        "%C3%A9",
        "e%CC%81"
    };
    private static final String[] TARGETS = {"a", "../a", "none", "a/", "a//b", "./a", "/", "//etc", "..", "%FF%0A"};
    private static final String[] ATTRIBUTES = {"user.a", "user.b", "user.c%"};
    private static final int[] IDS = {0, 1, 1234, 65_534};
    private static final int[] MODES_OF_FILES = {0644, 0600, 0444, 0755, 04755, 02711, 01644, 06777, 0};
    private static final int[] MODES_OF_FOLDERS = {0755, 0700, 0555, 01777, 02755, 0500, 0};
    private static final int OWNER_READS = 0400;
    private static final int OWNER_LOOKS = 0500;
    private static final String ACL = "system.posix_acl_access";
    private static final String DEFAULT_ACL = "system.posix_acl_default";

    private final Path root;
    private final Random random;
    private final boolean hardLinks;
    private final Posix posix = Posix.find().orElseThrow();

    /** @param hardLinks whether files get more than one name */
    RandomTree(Path root, long seed, boolean hardLinks) {
        this.root = root;
        this.random = new Random(seed);
        this.hardLinks = hardLinks;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private int one(int... of) {
        return of[random.nextInt(of.length)];
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private List<Path> standing(Predicate<Path> wanted) {
        List<Path> all = new ArrayList<>();
        Trees.eachBelow(root, (path, entry) -> all.add(path));
        all.removeIf(wanted.negate());
        all.sort(Comparator.comparing(PathText::of));
        return all;
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private Path folder() {
        List<Path> folders = standing(path -> isFolder(path) && depth(path) < 5);
        int pick = random.nextInt(folders.size() + 2);
        return pick < folders.size() ? folders.get(pick) : root;
    }

    private int depth(Path path) {
        return root.relativize(path).getNameCount();
    }

    /** Makes entries. */
    void grow(int entries) {
        for (int i = 0; i < entries; i++) {
            run(this::add);
        }
    }

    /** Changes what stands there. */
    void edit(int changes) {
        for (int i = 0; i < changes; i++) {
            run(this::change);
        }
    }

    private interface Deed {
        void run() throws IOException;
    }

    private static void run(Deed deed) {
        try {
            deed.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add() throws IOException {
        Path path = Trees.child(folder(), one(NAMES));
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            create(path);
        }
    }

    private void create(Path path) throws IOException {
        switch (random.nextInt(6)) {
            case 0, 1 -> Files.createDirectory(path);
            case 2 -> link(path);
            default -> write(path);
        }
        dress(path);
    }

    private void link(Path path) throws IOException {
        try (Posix.Folder around = posix.openFolder(path.getParent(), false)) {
            around.createLink(name(path), bytes(one(TARGETS)));
        }
    }

    /** Few contents, so that many files have the same. */
    private void write(Path path) throws IOException {
        if (random.nextInt(20) == 0) {
            try (SeekableByteChannel file =
                    Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.position(random.nextInt(1 << 20)).write(ByteBuffer.wrap(new byte[] {1}));
            }
            return;
        }
        Files.writeString(path, one("", "x", "y", "content", "CONTENT", "c".repeat(random.nextInt(100_000))));
    }

    private void change() throws IOException {
        List<Path> all = standing(path -> true);
        if (all.isEmpty() || random.nextInt(4) == 0) {
            add();
            return;
        }
        Path path = one(all);
        switch (random.nextInt(12)) {
            case 0 -> Trees.remove(path);
            case 1 -> replace(path);
            case 2 -> rename(path, Trees.child(folder(), one(NAMES)));
            case 3 -> trade(path, one(all));
            case 4 -> rewrite(path);
            case 5 -> rewriteSecretly(path);
            case 6 -> duplicate(path, Trees.child(folder(), one(NAMES)));
            case 7 -> dress(path);
            case 8 -> setTime(path);
            case 9 -> setAttribute(path);
            case 10 -> setList(path);
            default -> secondName(path, Trees.child(folder(), one(NAMES)));
        }
    }

    private void replace(Path path) throws IOException {
        Trees.remove(path);
        create(path);
    }

    private void rename(Path path, Path to) throws IOException {
        if (!to.startsWith(path) && !path.startsWith(to)) {
            Trees.remove(to);
            Files.move(path, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void trade(Path one, Path other) throws IOException {
        if (!one.startsWith(other) && !other.startsWith(one)) {
            Path aside = root.resolve("aside");
            Files.move(one, aside);
            Files.move(other, one);
            Files.move(aside, other);
        }
    }

    private void rewrite(Path path) throws IOException {
        if (isFile(path)) {
            boolean whole = random.nextBoolean();
            Files.writeString(
                    path,
                    "written " + random.nextInt(9),
                    whole ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
        }
    }

    private void rewriteSecretly(Path path) throws IOException {
        if (isFile(path)) {
            long time = Entry.at(path).stamp().modified();
            Files.write(path, new byte[(int) Files.size(path)]);
            setTime(path, time);
        }
    }

    private void duplicate(Path path, Path to) throws IOException {
        if (isFile(path) && !Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(path, to);
            setTime(to, Entry.at(path).stamp().modified());
        }
    }

    private void secondName(Path path, Path to) throws IOException {
        if (hardLinks && isFile(path) && !Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.createLink(to, path);
        }
    }

    private void dress(Path path) throws IOException {
        try (Posix.Folder around = posix.openFolder(path.getParent(), false)) {
            if (Trees.isRoot()) {
                around.setOwner(name(path), one(IDS), one(IDS));
            }
            if (!Files.isSymbolicLink(path)) {
                int mode = isFolder(path) ? one(MODES_OF_FOLDERS) : one(MODES_OF_FILES);
                int least = Trees.isRoot() ? 0 : isFolder(path) ? OWNER_LOOKS | 0200 : OWNER_READS | 0200;
                around.setMode(name(path), mode | least);
            }
        }
        if (random.nextInt(4) == 0) {
            setAttribute(path);
        }
        if (random.nextInt(6) == 0) {
            setList(path);
        }
        setTime(path);
    }

    private void setTime(Path path) throws IOException {
        // Some times at which several files are changed, and some that differ by less than a microsecond.
        long second = one(1_000_000_000, 1_500_000_000, random.nextInt(2_000_000_000)) * 1_000_000_000L;
        setTime(path, second + one(0, 1, 999, 123_456_000, 123_456_789, 999_999_999));
    }

    private void setTime(Path path, long time) throws IOException {
        try (Posix.Folder around = posix.openFolder(path.getParent(), false)) {
            around.setModified(name(path), time);
        }
    }

    private void setAttribute(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return;
        }
        ByteBuffer value =
                random.nextInt(4) == 0 ? null : ByteBuffer.wrap(bytes(one("", "1", "%00%FF", "long".repeat(50))));
        String[] names = Trees.isRoot() && random.nextInt(3) == 0 ? new String[] {"trusted.a"} : ATTRIBUTES;
        try (Posix.Folder around = posix.openFolder(path.getParent(), false)) {
            around.setAttribute(name(path), one(names), value);
        }
    }

    /** Gives an entry an access control list, which lets some users in (include/uapi/linux/posix_acl_xattr.h). */
    private void setList(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return;
        }
        TreeMap<Integer, Integer> users = new TreeMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            users.put(one(2, 1234, 54_321), random.nextInt(8));
        }
        ByteBuffer list = ByteBuffer.allocate(4 + (4 + users.size()) * 8).order(ByteOrder.LITTLE_ENDIAN);
        list.putInt(2);
        put(list, 1, 7, -1);
        users.forEach((user, rights) -> put(list, 2, rights, user));
        put(list, 4, random.nextInt(8), -1);
        put(list, 0x10, random.nextInt(8), -1);
        put(list, 0x20, random.nextInt(8), -1);
        String kind = isFolder(path) && random.nextBoolean() ? DEFAULT_ACL : ACL;
        try (Posix.Folder around = posix.openFolder(path.getParent(), false)) {
            around.setAttribute(name(path), kind, random.nextInt(4) == 0 ? null : list.flip());
        }
    }

    private static void put(ByteBuffer list, int tag, int rights, int id) {
        list.putShort((short) tag).putShort((short) rights).putInt(id);
    }

    private static byte[] name(Path path) {
        return PathBytes.of(path.getFileName());
    }

    /** The bytes of a text with {@code %NN} for those that are no letters. */
    private static byte[] bytes(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean escaped = text.charAt(i) == '%' && i + 2 < text.length();
            bytes.put(
                    escaped
                            ? (byte) Integer.parseInt(text.substring(i + 1, i + 3), 16)
                            : text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8)[0]);
            i += escaped ? 2 : 0;
        }
        byte[] found = new byte[bytes.position()];
        bytes.flip().get(found);
        return found;
    }
}
