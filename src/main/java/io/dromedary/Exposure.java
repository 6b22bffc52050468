package io.dromedary;

import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Folders in which everybody may put, rename and remove what they like, so that what stands there proves nothing. */
final class Exposure {

    private static final int OTHERS_WRITE = 0002;

    /** Only the owner of an entry may rename or remove it, as in {@code /tmp}. */
    private static final int STICKY = 01000;

    private final Places places;
    private final Set<String> told = new HashSet<>();

    Exposure(Places places) {
        this.places = places;
    }

    /** What is to be told of such folders and was not told before. */
    List<String> news() {
        List<String> news = new ArrayList<>();
        look("Replica", places.replica(), "they can change what is kept there", news);
        look("State folder", places.state(), "they can change what this program knows of the replica", news);
        if (places.log() != null) {
            look("Folder of the log", places.log().getParent(), "they can put a link in its place", news);
        }
        return news;
    }

    private void look(String name, Path folder, String danger, List<String> news) {
        Entry entry = Entry.at(folder);
        boolean exposed = entry.is(Kind.FOLDER) && (entry.access().mode() & (OTHERS_WRITE | STICKY)) == OTHERS_WRITE;
        String warning = name + " " + PathText.of(folder) + " may be written to by all users, so " + danger
                + ": take that permission away (chmod o-w).";
        if (exposed && told.add(warning)) {
            news.add(warning);
        }
    }
}
