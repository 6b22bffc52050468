package io.dromedary.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * Where the server listens, and what it allows.
 *
 * @param port 0 to 65535, 0 for any that is free
 * @param bind an address or name of this machine
 * @param readOnly whether nobody may ask for anything
 * @param state the folder of all jobs' state, where the token is
 */
public record WebOptions(int port, String bind, boolean readOnly, Path state) {

    /** Where the server listens unless somebody says otherwise. */
    public static final String LOOPBACK = "127.0.0.1";

    public WebOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("http must be a port from 0 to 65535: " + port);
        }
    }

    /** Whether only this machine can ask. */
    boolean isLocal() {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
