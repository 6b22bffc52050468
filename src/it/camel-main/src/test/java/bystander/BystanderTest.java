package bystander;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar on the class path of an application that does not name it must change nothing. */
class BystanderTest {

    @TempDir
    Path folder;

    @Test
    void theJarAloneStartsNothing() throws Exception {
        String with = run("with", classPath(true));
        String without = run("without", classPath(false));

        assertEquals(without, with);
        assertTrue(with.contains("routes: [own]"), with);
        assertTrue(with.contains("the application's own route"), with);
        assertEquals(List.of(), filesIn("with"));
    }

    /** The class path of these tests without the application, and with or without the jar. */
    private static List<String> classPath(boolean withJar) {
        List<String> all = new ArrayList<>();
        boolean found = false;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            boolean ours = entry.matches(".*[/\\\\]dromedary-[0-9.]+\\.jar");
            found |= ours;
            boolean application = entry.replace('\\', '/').endsWith("target/classes");
            if (!application && (withJar || !ours)) {
                all.add(entry);
            }
        }
        assertTrue(found, "the jar should be on the class path");
        return all;
    }

    /** What the application prints, without times, and in which it can leave files only in its own folder. */
    private String run(String name, List<String> classPath) throws Exception {
        Path home = Files.createDirectory(folder.resolve(name));
        Path output = folder.resolve(name + ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-Duser.home=" + home,
                        "-Djava.io.tmpdir=" + home,
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        Bystander.class.getName())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("XDG_STATE_HOME", home.toString());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the application should have ended");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), Files.readString(output));
        return withoutTimes(Files.readString(output));
    }

    private static String withoutTimes(String output) {
        return output.replaceAll("(?m)^.*\\b(AM|PM)\\b ", "").replaceAll("[0-9]+(ms|s)\\b", "N$1");
    }

    private List<Path> filesIn(String name) throws Exception {
        try (var files = Files.list(folder.resolve(name))) {
            return files.toList();
        }
    }
}
