package io.dromedary.plan;

import io.dromedary.fingerprint.Index;
import io.dromedary.tree.Branch;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares both roots and makes a plan. Used once.
 *
 * <p>First what stands on both sides is compared, by several threads, folder by folder. What stands on one side only is
 * kept for later, because it may have been renamed: folders that the index knows under another path are compared with
 * what stands there, then what is extraneous is counted, and last what is new.
 */
public final class Planner {

    /** How many entries of a folder one thread takes at a time. */
    static final int AT_ONCE = 256;

    private final Tree source;
    private final Tree replica;
    private final Index index;
    private final Tasks tasks;
    private final Findings findings = new Findings();
    private final Shelter shelter;
    private final HardLinks hardLinks;
    private final OneSide oneSide;
    private final BothSides bothSides;
    private final List<Path> movedAway = new ArrayList<>();

    public Planner(Comparison comparison) {
        this.source = comparison.source();
        this.replica = comparison.replica();
        this.index = comparison.index();
        this.tasks = new Tasks(comparison.workers());
        ContentCheck contents = new ContentCheck(comparison);
        this.shelter = new Shelter(comparison);
        this.hardLinks = new HardLinks(comparison, findings);
        this.oneSide = new OneSide(comparison, contents, tasks, findings, shelter, hardLinks);
        this.bothSides = new BothSides(comparison, contents, tasks, findings, oneSide, shelter, hardLinks);
        // Two replicas that would lose the same have plans of their own.
        findings.lose(Lost.replaced(replica.root(), Entry.ABSENT));
    }

    /**
     * Looks at everything.
     *
     * @throws StoppedException when told to stop
     */
    public Plan plan() throws StoppedException {
        Branch top = Branch.top(source, replica);
        if (top.pair().sourceOnly()) {
            oneSide.bring(top);
        } else {
            tasks.add(() -> bothSides.compare(top, true));
        }
        return rest();
    }

    /**
     * Looks at what is directly in some folders, and at what is new or extraneous there with all that is in it.
     *
     * @param folders relative paths; what is not a folder on both sides is passed over, and so is what a link leads to
     * @throws StoppedException when told to stop
     */
    public Plan plan(Set<Path> folders) throws StoppedException {
        if (!folders.contains(Tree.TOP)) {
            // A source in which a folder stands is not empty, whatever that folder has in it.
            findings.count(Counts.of(source.entry(Tree.TOP)), Counts.of(replica.entry(Tree.TOP)));
        }
        for (Path folder : folders) {
            if (!standsInFolders(folder)) {
                continue;
            }
            Branch branch = Branch.at(source, replica, folder, folder);
            if (isFolder(branch)) {
                tasks.add(() -> bothSides.compare(branch, false));
            }
        }
        return rest();
    }

    /** Whether a plan for some folders is not enough, because files that it changes may have names elsewhere. */
    public boolean hasToLookFurther() {
        return hardLinks.reachFurther();
    }

    /** Whether no link has taken the place of a folder around this one since it was heard of. */
    private boolean standsInFolders(Path folder) {
        for (Path around = folder.getParent(); around != null; around = around.getParent()) {
            if (!source.entry(around).is(Kind.FOLDER) || !replica.entry(around).is(Kind.FOLDER)) {
                return false;
            }
        }
        return true;
    }

    private Plan rest() throws StoppedException {
        tasks.await();
        moveFolders();
        if (!shelter.isEmpty()) {
            bothSides.onlyInReplica().forEach(oneSide::lookThrough);
            tasks.await();
        }
        bothSides.onlyInReplica().forEach(oneSide::extraneous);
        tasks.await();
        for (OneSided fresh : bothSides.onlyInSource()) {
            oneSide.fresh(fresh);
        }
        tasks.await();
        oneSide.settle();
        hardLinks.settle();
        return findings.plan();
    }

    private static boolean isFolder(Branch branch) {
        return branch.pair().source().is(Kind.FOLDER) && branch.pair().replica().is(Kind.FOLDER);
    }

    /** Finds folders that stand under a new path in the source, by what the index knows of the old one. */
    private void moveFolders() throws StoppedException {
        Map<Index.FolderKey, Optional<Path>> gone = new HashMap<>();
        if (bothSides.onlyInSource().stream()
                .anyMatch(fresh -> fresh.pair().source().is(Kind.FOLDER))) {
            for (OneSided extraneous : bothSides.onlyInReplica()) {
                if (extraneous.pair().replica().is(Kind.FOLDER) && !extraneous.isBelowMoved()) {
                    // Two paths with one key are ambiguous.
                    index.folders(extraneous.pair().path())
                            .forEach((path, key) ->
                                    gone.merge(key, Optional.of(path), (one, other) -> Optional.empty()));
                }
            }
        }
        if (!gone.isEmpty()) {
            for (Iterator<OneSided> fresh = bothSides.onlyInSource().iterator(); fresh.hasNext(); ) {
                if (move(fresh.next(), gone)) {
                    fresh.remove();
                }
            }
            tasks.await();
        }
    }

    private boolean move(OneSided fresh, Map<Index.FolderKey, Optional<Path>> gone) throws StoppedException {
        if (!fresh.pair().source().is(Kind.FOLDER) || fresh.isBelowMoved()) {
            return false;
        }
        Path path = fresh.pair().path();
        Optional<Path> from = Index.FolderKey.of(fresh.pair().source().stamp())
                .flatMap(key -> gone.getOrDefault(key, Optional.empty()))
                .filter(old -> !replica.shelters(old) && isApart(old));
        if (from.isEmpty() || !shelter.frees(from.get(), path)) {
            return false;
        }
        Branch branch = Branch.at(source, replica, path, from.get());
        // With nothing in common, it is rather a new folder that got the number of one that was removed.
        boolean folders = isFolder(branch)
                && branch.hasCommonName()
                && branch.pair().source().failure() == null
                && branch.pair().replica().failure() == null;
        if (folders) {
            movedAway.add(from.get());
            oneSide.spare(from.get());
            findings.copy(Action.move(Kind.FOLDER, from.get(), path, null));
            tasks.add(() -> bothSides.compare(branch, true));
        }
        return folders;
    }

    private boolean isApart(Path folder) {
        return movedAway.stream().noneMatch(moved -> moved.startsWith(folder) || folder.startsWith(moved));
    }
}
