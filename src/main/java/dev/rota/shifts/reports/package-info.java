/** Reports for planners: scheduling conflicts and working time. */
package dev.rota.shifts.reports;
