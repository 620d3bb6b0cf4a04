/** Access to a module's database: reads and transactions with a deadline, idempotent writes, lists, and failures. */
package dev.rota.shared.database;
