package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;

/**
 * What speaks against giving somebody a shift, and does not forbid it.
 *
 * @param kind such as {@code SHORT_REST}; {@code null} for one that this version does not know
 * @param actual {@code null}, as limit is, where nothing is measured
 * @param overridden whether a reason accepts it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Warning(String kind, Duration actual, Duration limit, boolean overridden) {}
