/** What happens before a program is ready: the migration of the schema, and the warm-up. */
package dev.rota.shared.startup;
