package io.dromedary.web;

import io.dromedary.UnusableException;
import io.dromedary.tree.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** What somebody has to know who asks from another machine. */
final class Token {

    /** The name of the variable that has it, if somebody wants to choose it. */
    static final String VARIABLE = "DROMEDARY_HTTP_TOKEN";

    private static final String FILE = "http-token";
    private static final int BYTES = 32;
    private static final int SHORTEST = 16;
    private static final String SCHEME = "Bearer ";

    private final byte[] secret;
    private final String place;

    private Token(String secret, String place) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.place = place;
    }

    /**
     * Takes what the environment says, or what the state folder has, where it is made when missing.
     *
     * @throws UnusableException if it can neither be read nor made, or could be guessed
     */
    static Token of(Optional<String> chosen, Path state) throws UnusableException {
        Path file = state.resolve(FILE);
        try {
            Token token = chosen.isPresent()
                    ? new Token(chosen.get(), "the variable " + VARIABLE)
                    : new Token(read(file), file.toString());
            if (token.secret.length < SHORTEST) {
                throw new UnusableException(
                        "the token in " + token.place + " is too short: give it " + SHORTEST + " characters or more");
            }
            return token;
        } catch (IOException e) {
            throw new UnusableException("the token " + file + " cannot be used: " + Failure.inWords(e)
                    + "; give a usable folder with --state-dir");
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Files.createDirectories(file.getParent());
            Files.createFile(file, onlyOurs(file));
            Files.writeString(file, secret + "\n");
            return secret;
        }
    }

    private static FileAttribute<?>[] onlyOurs(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Where a person finds it. */
    String place() {
        return place;
    }

    /** Whether a header of a request has it. Takes as long for a wrong one as for another. */
    boolean isIn(String authorization) {
        return authorization != null
                && authorization.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        secret, authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
    }
}
