package io.dromedary.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/** The page and what it needs, from the jar. */
final class Page {

    private static final String FOLDER = "/io/dromedary/web/";
    private static final String ASSETS = "/assets/";
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private Page() {}

    static Answer index(Question question) throws IOException {
        return file("index.html");
    }

    static Answer asset(Question question) throws IOException {
        return file(question.path().substring(ASSETS.length()));
    }

    private static Answer file(String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type != null && NAME.matcher(name).matches()) {
            try (InputStream in = Page.class.getResourceAsStream(FOLDER + name)) {
                if (in != null) {
                    return Answer.of(type, in.readAllBytes());
                }
            }
        }
        return Answer.error(404, "there is nothing under this path");
    }
}
