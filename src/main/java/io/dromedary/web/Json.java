package io.dromedary.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Objects in JSON, which go out and come in. */
final class Json {

    static final String TYPE = "application/json";

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Something that is written. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] of(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing stands in the way of memory", e);
        }
        return out.toByteArray();
    }

    static byte[] error(String sentence) {
        return one("error", sentence);
    }

    /** An object with one text. */
    static byte[] one(String name, String text) {
        return of(json -> {
            json.writeStartObject();
            json.writeStringField(name, text);
            json.writeEndObject();
        });
    }

    /**
     * The texts of an object that has nothing but texts.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Map<String, String> texts(byte[] body) {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser json = FACTORY.createParser(body)) {
            check(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                check(json.nextToken() == JsonToken.VALUE_STRING);
                texts.put(name, json.getText());
            }
            check(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        } catch (JsonProcessingException e) {
            check(false);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing stands in the way of memory", e);
        }
        return texts;
    }

    private static void check(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalArgumentException("the body has to be an object of texts, such as {\"job\":\"default\"}");
        }
    }
}
