package io.dromedary.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What stands beside the program: in the zip, the folders beside the one of its jar. */
final class Installed {

    private Installed() {}

    /** A path beside the program; nothing if the program is not run from a jar. */
    static Optional<Path> file(String name) {
        try {
            Path program = Path.of(Installed.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(program)
                    ? Optional.of(program.resolveSibling("..").resolve(name).normalize())
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
