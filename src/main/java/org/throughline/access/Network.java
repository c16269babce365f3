package org.throughline.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Whom one counts as one when many requests come: an address, and of IPv6, where anybody has as many as they like, the network of it (/64). */
public final class Network {

    private static final int NETWORK_BYTES = 8;

    private Network() {}

    /** @param address as the connection has it; what is no address stands for itself */
    public static String of(String address) {
        if (address == null || !address.contains(":")) {
            return String.valueOf(address);
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 4 ? InetAddress.getByAddress(bytes).getHostAddress() : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/64";
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }
}
