// Package helmtestserver stands in for a module without a served zip; only a dependency's own tests import it.
package helmtestserver
