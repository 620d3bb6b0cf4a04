/**
 * What belongs to no module, in layers of which each depends only on those before it: {@code problem}, {@code wire},
 * {@code http}, {@code database}, {@code changes}, {@code startup}. Nothing in here knows of users or shifts.
 */
package dev.rota.shared;
