package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.UUID;

/**
 * Somebody who works here.
 *
 * @param email {@code null}, as phone and zone are, for whoever may not see it
 * @param status {@code ACTIVE} or {@code INACTIVE}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Person(
        UUID id, String name, String email, String phone, String zone, List<String> roles, String status, int version) {

    public boolean isActive() {
        return "ACTIVE".equals(status);
    }
}
