package io.dromedary.web;

/**
 * What goes back.
 *
 * @param status a status of HTTP
 * @param type the media type of the body
 */
record Answer(int status, String type, byte[] body) {

    private static final int OK = 200;

    static Answer json(Json.Content content) {
        return new Answer(OK, Json.TYPE, Json.of(content));
    }

    static Answer of(String type, byte[] body) {
        return new Answer(OK, type, body);
    }

    static Answer error(int status, String sentence) {
        return new Answer(status, Json.TYPE, Json.error(sentence));
    }
}
