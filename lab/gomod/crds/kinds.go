// Package crds keeps the API modules whose CustomResourceDefinitions are generated in the module graph.
package crds

import (
	_ "github.com/fluxcd/image-automation-controller/api/v1"
	_ "github.com/fluxcd/image-reflector-controller/api/v1"
	_ "github.com/fluxcd/notification-controller/api/v1"
	_ "github.com/fluxcd/notification-controller/api/v1beta3"
	_ "github.com/fluxcd/source-watcher/api/v2/v1beta1"
)
