/**
 * The one-command start: both modules in one JVM on a PostgreSQL that it brings along, with sample data. Only the build
 * that holds both modules has this package; no image does.
 */
package dev.rota.local;
