package io.dromedary;

import io.dromedary.tree.Failure;
import io.dromedary.tree.Filter;
import io.dromedary.tree.Stamp;
import io.dromedary.tree.Tree;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the file system for changes of a source, and gathers which folders to look at. What it hears are hints: a
 * pass looks for itself, and the full pass of each interval finds what was never heard.
 */
final class Watcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private static final long MILLISECOND = 1_000_000L;

    /** A burst of changes is over after this time without one. */
    private static final long QUIET = 100 * MILLISECOND;

    /** Nobody waits longer than this for a burst to end. */
    private static final long PATIENCE = 600 * MILLISECOND;

    /** Looking at more folders than this one by one is not faster than looking at everything. */
    private static final int MOST = 10_000;

    private final Tree source;
    private final LongSupplier time;
    private final Set<Path> folders = new HashSet<>();
    private boolean everything;
    private long first;
    private long last;
    private String failure;
    private DirectoryWatcher watching;
    private Stamp root;
    private boolean closed;

    /** @param time a clock in nanoseconds that never goes back */
    Watcher(Tree source, LongSupplier time) {
        this.source = source;
        this.time = time;
    }

    /** Begins to listen. Registering all folders takes about as long as looking at them, so it is done by a thread. */
    synchronized void start() {
        root = source.entry(Tree.TOP).stamp();
        Thread thread = new Thread(this::watch, "dromedary-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Listens anew if another folder stands at the root than before, or the old one has gone meanwhile: it was mounted, or
     * made again.
     */
    void renew() {
        DirectoryWatcher old;
        synchronized (this) {
            Stamp now = source.entry(Tree.TOP).stamp();
            if (closed || failure != null || now == null || root != null && root.sameFile(now)) {
                return;
            }
            old = watching;
            watching = null;
            start();
        }
        close(old);
    }

    void watch() {
        DirectoryWatcher watcher = null;
        try {
            // A visit begins at no link.
            Path real = source.root().toRealPath();
            watcher = DirectoryWatcher.builder()
                    .path(real)
                    .fileHashing(false)
                    .fileTreeVisitor(new Visitor(real))
                    .logger(LOG)
                    .listener(new Listener(real))
                    .build();
            if (begin(watcher)) {
                watcher.watchAsync(task -> {
                            // What changed in a folder before it was registered was not heard.
                            hear(Tree.TOP, true);
                            task.run();
                        })
                        .join();
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        } finally {
            end(watcher);
        }
    }

    private synchronized boolean begin(DirectoryWatcher watcher) {
        if (closed || watching != null) {
            return false;
        }
        watching = watcher;
        return true;
    }

    /** Without an error this comes when the root and all in it have gone, and nothing is left to listen to. */
    private void end(DirectoryWatcher watcher) {
        synchronized (this) {
            if (watching == watcher) {
                watching = null;
                root = null;
            }
        }
        close(watcher);
    }

    private synchronized void fail(Throwable e) {
        Throwable cause = e instanceof RuntimeException && e.getCause() != null ? e.getCause() : e;
        if (failure == null && !closed) {
            String why = cause instanceof IOException io ? Failure.inWords(io) : String.valueOf(cause.getMessage());
            boolean limit = why.contains("inotify");
            failure = "the source cannot be watched: " + why + (limit ? "; raise fs.inotify.max_user_watches" : "");
        }
    }

    /** Why changes are not heard of any more, once. */
    synchronized Optional<String> failure() {
        Optional<String> told = Optional.ofNullable(failure).filter(why -> !why.isEmpty());
        failure = failure == null ? null : "";
        return told;
    }

    private synchronized void hear(Path folder, boolean all) {
        long now = time.getAsLong();
        first = everything || !folders.isEmpty() ? first : now;
        last = now;
        everything |= all || folders.size() >= MOST;
        if (everything) {
            folders.clear();
        } else {
            folders.add(folder);
        }
    }

    /** Hears of a change at a path relative to the source. */
    void changed(Path path, boolean isFolder) {
        if (takesPart(path)) {
            hear(Tree.parent(path), false);
            if (isFolder) {
                hear(path, false);
            }
        }
    }

    /** Whether a change there matters: of something that is gone nobody knows whether it was a folder. */
    private boolean takesPart(Path path) {
        Filter filter = source.filter();
        return source.spared().stream().noneMatch(path::startsWith)
                && !(filter.excludes(path, true) && filter.excludes(path, false));
    }

    /** What has been heard since it was asked for last, when a burst of it is over. */
    synchronized Hints take() {
        long now = time.getAsLong();
        boolean nothing = !everything && folders.isEmpty();
        if (nothing || now - last < QUIET && now - first < PATIENCE) {
            return Hints.NONE;
        }
        return takeAll();
    }

    /** The same without waiting for the end of a burst. */
    synchronized Hints takeAll() {
        Hints heard = new Hints(everything, Set.copyOf(folders));
        everything = false;
        folders.clear();
        return heard;
    }

    @Override
    public void close() {
        DirectoryWatcher open;
        synchronized (this) {
            closed = true;
            open = watching;
        }
        close(open);
    }

    private static void close(DirectoryWatcher watcher) {
        try {
            if (watcher != null) {
                watcher.close();
            }
        } catch (IOException e) {
            LOG.debug("A watch could not be closed", e);
        }
    }

    private final class Listener implements DirectoryChangeListener {
        private final Path root;

        Listener(Path root) {
            this.root = root;
        }

        @Override
        public void onEvent(DirectoryChangeEvent event) {
            if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW) {
                hear(Tree.TOP, true);
            } else {
                changed(root.relativize(event.path()), event.isDirectory());
            }
        }

        @Override
        public void onException(Exception e) {
            fail(e);
        }
    }

    /** Visits folders only, and passes over what cannot be read or has vanished: the full pass tells of it. */
    private final class Visitor implements FileTreeVisitor {
        private final Path root;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public void recursiveVisitFiles(Path start, Callback onFolder, Callback onFile) throws IOException {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    Path relative = root.relativize(folder);
                    if (source.spared().contains(relative) || source.filter().excludes(relative, true)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    try {
                        onFolder.call(folder);
                    } catch (NoSuchFileException e) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                    if (path.equals(root)) {
                        throw e;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
