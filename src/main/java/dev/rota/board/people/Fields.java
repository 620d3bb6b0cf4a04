package dev.rota.board.people;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rota.board.api.Person;
import dev.rota.board.page.Typed;
import dev.rota.shared.wire.ETags;
import jakarta.ws.rs.FormParam;
import java.util.stream.Stream;

/**
 * A person as it is typed.
 *
 * @param roles with spaces between them
 * @param version the ETag; {@code null} for somebody new
 */
public record Fields(
        @FormParam("name") String name,
        @FormParam("email") String email,
        @FormParam("phone") String phone,
        @FormParam("zone") String zone,
        @FormParam("roles") String roles,
        @FormParam("version") String version) {

    static final Fields NOTHING = new Fields("", "", "", "", "", null);

    static Fields of(Person person) {
        return new Fields(
                person.name(),
                person.email(),
                person.phone(),
                person.zone(),
                String.join(" ", person.roles()),
                ETags.quoted(person.version()));
    }

    /** As the API takes it, also as a patch. */
    ObjectNode json() {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("email", email)
                .put("phone", Typed.stripped(phone))
                .put("zone", Typed.stripped(zone));
        var list = json.putArray("roles");
        Stream.of((roles == null ? "" : roles).split("[\\s,]+"))
                .filter(role -> !role.isEmpty())
                .forEach(list::add);
        return json;
    }
}
