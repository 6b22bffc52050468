package io.dromedary.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The zip of this build, unpacked. */
final class Unpacked {

    private static final Path ZIP = Path.of(System.getProperty("dromedary.distribution"));

    private Unpacked() {}

    /** Unpacks the zip with its permissions, and gives the folder that was in it. */
    static Path into(Path target) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(ZIP, Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : entries.skip(1).toList()) {
                Path file = target.resolve(entry.toString().substring(1));
                Files.copy(entry, file);
                Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
            }
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.toList().get(0);
        }
    }
}
