package io.dromedary.web;

import io.dromedary.UnusableException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where the server listens.
 *
 * @param given the address or name as somebody wrote it
 * @param port 0 to 65535; 0 lets the system choose
 */
public record WebAddress(String given, InetAddress address, int port) {

    /** Where it listens unless somebody says otherwise. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Nobody has to be asked what these mean. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private static final int LAST_PORT = 65535;

    /**
     * An address of this machine.
     *
     * @throws IllegalArgumentException if the port is none
     * @throws UnusableException if the address is none of this machine
     */
    public static WebAddress of(String given, int port) throws UnusableException {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("http is none of the ports 0 to " + LAST_PORT + ": " + port);
        }
        try {
            InetAddress address = InetAddress.getByName(given);
            if (!address.isAnyLocalAddress()
                    && !address.isLoopbackAddress()
                    && NetworkInterface.getByInetAddress(address) == null) {
                throw notOurs(given);
            }
            return new WebAddress(given, address, port);
        } catch (UnknownHostException | SocketException e) {
            throw notOurs(given);
        }
    }

    private static UnusableException notOurs(String given) {
        return new UnusableException(
                "http-bind " + given + " is no address of this machine: give one, or leave it out for " + LOOPBACK);
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    /** The names, in small letters, by which a request may call this server. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of("localhost", LOOPBACK, "0:0:0:0:0:0:0:1"));
        names.add(plain(address));
        names.add(bare(given));
        names.add(address.getHostName().toLowerCase(Locale.ROOT));
        if (!isLoopback()) {
            addMachine(names);
        }
        return names;
    }

    private static void addMachine(Set<String> names) {
        try {
            InetAddress machine = InetAddress.getLocalHost();
            names.add(machine.getHostName().toLowerCase(Locale.ROOT));
            names.add(machine.getCanonicalHostName().toLowerCase(Locale.ROOT));
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> names.add(plain(address)));
        } catch (UnknownHostException | SocketException e) {
            // A machine that does not know its own name is called by its address.
        }
    }

    /** A host as it stands in an address, as {@link #names} has it. */
    static String bare(String host) {
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!IPV6.matcher(name).matches()) {
            return name.toLowerCase(Locale.ROOT);
        }
        try {
            return plain(InetAddress.getByName(name));
        } catch (UnknownHostException e) {
            return name;
        }
    }

    /** Without the interface that the address of a link may have. */
    private static String plain(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    /** What a browser on this machine opens. */
    String url(int actualPort) {
        String host = address.isAnyLocalAddress() ? LOOPBACK : plain(address);
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + actualPort + "/";
    }
}
