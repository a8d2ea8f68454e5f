// Pins the one release of pkg/artifact that the module proxy serves, with its checksum: ../go.mod replaces the
// module by a prepared copy of it (see lab/build.ts).
module fluxwright/lab/artifact-source

go 1.26.0

require github.com/fluxcd/pkg/artifact v0.3.0
