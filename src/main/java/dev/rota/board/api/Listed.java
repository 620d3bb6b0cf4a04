package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page; {@code null} after the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Listed<T>(List<T> items, String next) {}
