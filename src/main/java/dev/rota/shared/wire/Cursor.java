package dev.rota.shared.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rota.shared.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page ended: the sort key and the id of its last row. The next page is what sorts after it (keyset paging), so
 * rows that are inserted in between neither repeat nor hide another. Opaque to clients.
 */
public record Cursor(String key, UUID id) {

    /** @throws ProblemException 400 where the text did not come from {@link #toString} */
    public static Cursor parse(String text) {
        try {
            String plain = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
                    .toString();
            int id = plain.length() - 36;
            String key = plain.substring(0, id);
            if (key.chars().anyMatch(Character::isISOControl)) {
                throw invalid();
            }
            return new Cursor(key, UUID.fromString(plain.substring(id)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException e) {
            throw invalid();
        }
    }

    /** What to throw where the key turns out not to be one. */
    public static ProblemException invalid() {
        return ProblemException.badField("cursor", "must be the value of 'next' from an earlier page");
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((key + id).getBytes(UTF_8));
    }
}
