package io.dromedary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes manual and completions where systems look for them, below a folder such as {@code share}. The build runs it. */
final class ShellFiles {

    private ShellFiles() {}

    /** Takes the folder and the version. */
    public static void main(String... arguments) throws IOException {
        Path share = Path.of(arguments[0]);
        List<Offer> offers = Offer.all();
        write(share.resolve("man/man1/dromedary.1"), ManPage.text(arguments[1]));
        write(share.resolve("bash-completion/completions/dromedary"), Completions.bash(offers));
        write(share.resolve("zsh/site-functions/_dromedary"), Completions.zsh(offers));
        write(share.resolve("fish/vendor_completions.d/dromedary.fish"), Completions.fish(offers));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
