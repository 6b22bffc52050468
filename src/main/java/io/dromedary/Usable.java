package io.dromedary;

import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a job's source and replica can be used as things stand. */
final class Usable {

    private Usable() {}

    /** Everything that can be known before the first pass. */
    static void check(Job job, Places places) throws UnusableException {
        Optional<String> obstacle = obstacle(job, places.replica());
        if (obstacle.isPresent()) {
            throw new UnusableException(obstacle.get());
        }
        if (places.trash() != null) {
            checkTrash(places.trash());
        }
        Path existing = places.replica();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        boolean lendable = existing.equals(places.replica()) && isOurs(existing);
        if (!Files.isWritable(existing) && !lendable) {
            throw new UnusableException("replica " + PathText.of(job.replica())
                    + " cannot be written: permission denied in " + PathText.of(existing)
                    + "; change its permissions or give another one");
        }
    }

    private static void checkTrash(Path trash) throws UnusableException {
        Path existing = trash;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new UnusableException("trash " + PathText.of(trash) + " is not a folder: give a folder");
        }
        if (!Files.isWritable(existing)) {
            throw new UnusableException("trash " + PathText.of(trash) + " cannot be written: permission denied in "
                    + PathText.of(existing) + "; change its permissions or give another one");
        }
    }

    /** Why no pass can run now, which may be over soon. */
    static Optional<String> obstacle(Job job, Path replica) {
        String source = "source " + PathText.of(job.source());
        Entry ours = Tree.plain(job.source()).entry(Tree.TOP);
        if (ours.is(Kind.ABSENT)) {
            return Optional.of(source + " is not there: create it, mount it, or give another one");
        }
        return cannotBeRead(source, job.source(), ours)
                .or(() -> cannotBeRead(
                        "replica " + PathText.of(job.replica()),
                        replica,
                        Tree.plain(replica).entry(Tree.TOP)));
    }

    private static Optional<String> cannotBeRead(String name, Path folder, Entry entry) {
        return switch (entry.kind()) {
            case ABSENT -> Optional.empty();
            case FOLDER -> unlisted(folder).map(why -> name + " cannot be read: " + why);
            case UNREADABLE -> Optional.of(name + " cannot be read: " + Failure.inWords(entry.failure()));
            default -> Optional.of(name + " is not a folder: give a folder");
        };
    }

    private static Optional<String> unlisted(Path folder) {
        try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
            names.iterator().hasNext();
            return Optional.empty();
        } catch (DirectoryIteratorException e) {
            return Optional.of(Failure.inWords(e.getCause()));
        } catch (IOException e) {
            return Optional.of(Failure.inWords(e));
        }
    }

    private static boolean isOurs(Path path) {
        Entry entry = Entry.at(path);
        return entry.access() != null && entry.access().owner() == user();
    }

    /** Whether this process may give files to others. */
    static boolean isRoot() {
        return user() == 0;
    }

    /** The effective user of this process, where the system tells. */
    private static int user() {
        Entry self = Entry.at(Path.of("/proc/self/stat"));
        if (self.access() != null) {
            return self.access().owner();
        }
        return System.getProperty("user.name").equals("root") ? 0 : Access.UNKNOWN;
    }
}
