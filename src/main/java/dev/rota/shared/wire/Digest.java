package dev.rota.shared.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 instead of a content that is too long, or too secret, to store or to compare. */
public final class Digest {

    private Digest() {}

    /** 64 hexadecimal digits. */
    public static String sha256(String text) {
        return sha256(text.getBytes(UTF_8));
    }

    /** 64 hexadecimal digits. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
