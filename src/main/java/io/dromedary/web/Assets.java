package io.dromedary.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of the page, from the jar. */
final class Assets {

    /** Also what keeps a name within the folder. */
    private static final Pattern NAME = Pattern.compile("([a-z]+/)?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private Assets() {}

    record Asset(String type, byte[] content) {}

    /** The file of this name, unless there is none. */
    static Optional<Asset> find(String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream in = Assets.class.getResourceAsStream("/io/dromedary/web/" + name)) {
            return in == null ? Optional.empty() : Optional.of(new Asset(type, in.readAllBytes()));
        }
    }
}
