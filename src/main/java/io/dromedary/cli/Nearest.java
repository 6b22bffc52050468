package io.dromedary.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What somebody may have meant who mistyped a name. */
final class Nearest {

    /** One wrong letter for so many is a slip, and more are another word. */
    private static final int LETTERS_A_SLIP = 4;

    private static final int LEAST_BEGINNING = 3;
    private static final int MOST = 3;

    private Nearest() {}

    /**
     * A question for the end of a message.
     *
     * @param typed with its dashes, or without
     * @param known the names that there are, each as it is to be shown
     * @return such as {@code "; did you mean --dry-run?"}, or nothing
     */
    static String question(String typed, Collection<String> known) {
        List<String> near = of(typed, known);
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    static List<String> of(String typed, Collection<String> known) {
        int value = typed.indexOf('=');
        String wanted = letters(value < 0 ? typed : typed.substring(0, value));
        int least = Math.max(1, wanted.length() / LETTERS_A_SLIP);
        TreeSet<String> near = new TreeSet<>();
        for (String name : known) {
            String letters = letters(name);
            int distance = letters.length() == 1 ? other(typed, name) : distance(wanted, letters);
            if (distance < least) {
                near.clear();
                least = distance;
            }
            if (distance == least) {
                near.add(name);
            }
        }
        return (near.isEmpty() ? alike(wanted, known) : near)
                .stream().limit(MOST).toList();
    }

    /** Names that begin as the word does, or with which it begins. */
    private static TreeSet<String> alike(String wanted, Collection<String> known) {
        TreeSet<String> alike = new TreeSet<>();
        for (String name : known) {
            String letters = letters(name);
            boolean longer = letters.length() >= LEAST_BEGINNING && wanted.startsWith(letters);
            if (longer || wanted.length() >= LEAST_BEGINNING && letters.startsWith(wanted)) {
                alike.add(name);
            }
        }
        return alike;
    }

    /** A single letter is near only to itself in the other case. */
    private static int other(String typed, String name) {
        return typed.equalsIgnoreCase(name) ? 0 : Integer.MAX_VALUE;
    }

    private static String letters(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** How many letters have to be changed, added, left out or swapped with their neighbour (Damerau 1964). */
    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : step(table, a, b, i, j);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int step(int[][] table, String a, String b, int i, int j) {
        char last = a.charAt(i - 1);
        int replaced = table[i - 1][j - 1] + (last == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && last == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
    }
}
