package io.dromedary.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new AccessDeniedException("f"), "permission denied"),
                Arguments.of(new NoSuchFileException("f"), "it is not there"),
                Arguments.of(new NotDirectoryException("f"), "it is not a folder"),
                Arguments.of(new DirectoryNotEmptyException("f"), "the folder is not empty"),
                Arguments.of(new FileSystemLoopException("f"), "the link leads back to a folder around it"),
                Arguments.of(new FileSystemException("f", null, "No space left on device"), "no space left on device"),
                Arguments.of(new FileSystemException("f"), "FileSystemException"),
                Arguments.of(new IOException("Input/output\nerror"), "input/output\\x0Aerror"),
                Arguments.of(new IOException(" "), "IOException"),
                Arguments.of(new IOException((String) null), "IOException"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("failures")
    void aFailureIsAPhraseWithoutThePath(IOException failure, String words) {
        assertThat(Failure.inWords(failure)).isEqualTo(words);
    }
}
