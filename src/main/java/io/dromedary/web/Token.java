package io.dromedary.web;

import io.dromedary.UnusableException;
import io.dromedary.tree.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** The secret that a request has to know when the server can be reached from elsewhere. */
final class Token {

    static final String VARIABLE = "DROMEDARY_HTTP_TOKEN";
    static final String FILE = "http-token";

    /** In bytes: nobody guesses that. */
    private static final int LENGTH = 32;

    /** Fewer characters can be tried one after the other. */
    private static final int SHORTEST = 16;

    private final byte[] secret;
    private final String place;

    private Token(String secret, String place) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.place = place;
    }

    /**
     * The token of the environment, or else the one in the state folder, which is made if it is not there.
     *
     * @throws UnusableException if it is too short, or can be neither read nor made
     */
    static Token find(Map<String, String> environment, Path stateDir) throws UnusableException {
        String given = environment.get(VARIABLE);
        if (given != null && !given.isBlank()) {
            return checked(given.strip(), VARIABLE);
        }
        Path file = stateDir.resolve(FILE);
        try {
            try {
                if (Files.isSymbolicLink(file)) {
                    throw new UnusableException("token file " + file + " is a link: remove it");
                }
                return checked(Files.readString(file).strip(), file.toString());
            } catch (NoSuchFileException e) {
                return new Token(make(file), file.toString());
            }
        } catch (IOException e) {
            throw new UnusableException(
                    "token file " + file + " cannot be used: " + Failure.inWords(e) + "; set " + VARIABLE + " instead");
        }
    }

    private static Token checked(String secret, String place) throws UnusableException {
        if (secret.length() < SHORTEST) {
            throw new UnusableException("the token in " + place + " is shorter than " + SHORTEST
                    + " characters: give a longer one, or remove it to have one made");
        }
        return new Token(secret, place);
    }

    private static String make(Path file) throws IOException {
        byte[] random = new byte[LENGTH];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.createDirectories(file.getParent());
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ours = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Set<OpenOption> fresh =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (var channel = Files.newByteChannel(file, fresh, ours)) {
            channel.write(StandardCharsets.US_ASCII.encode(secret + "\n"));
        }
        return secret;
    }

    /** Whether this is the token; the time it takes does not tell how much of it is right. */
    boolean is(String given) {
        return MessageDigest.isEqual(secret, given.getBytes(StandardCharsets.UTF_8));
    }

    /** Where it stands, for a message. */
    String place() {
        return place;
    }
}
