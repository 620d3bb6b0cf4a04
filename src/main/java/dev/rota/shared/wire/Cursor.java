package dev.rota.shared.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rota.shared.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.UUID;

/**
 * The position of a page's last row: its sort key and id (keyset pagination). Rows inserted meanwhile neither repeat
 * nor hide others. Opaque to clients.
 */
public record Cursor(String key, UUID id) {

    /** What a client can see of one. */
    public static final String PATTERN = "^[A-Za-z0-9_-]{48,}$";

    /** @throws ProblemException 400 if the text did not come from {@link #toString} */
    public static Cursor parse(String text) {
        if (!text.matches(PATTERN)) {
            throw invalid();
        }
        try {
            String plain = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
                    .toString();
            int id = plain.length() - 36;
            String key = plain.substring(0, id);
            if (key.chars().anyMatch(Character::isISOControl)) {
                throw invalid();
            }
            return new Cursor(key, Ids.parse(plain.substring(id)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException e) {
            throw invalid();
        }
    }

    /** The 400 for a cursor whose key is malformed. */
    public static ProblemException invalid() {
        return ProblemException.badField("cursor", "must be the value of 'next' from an earlier page");
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((key + id).getBytes(UTF_8));
    }
}
