/**
 * What belongs to no module, in layers that depend only on earlier ones: {@code problem}, {@code wire}, {@code http},
 * {@code database}, {@code changes}, {@code startup}. Nothing in here knows of users or shifts.
 */
package dev.rota.shared;
