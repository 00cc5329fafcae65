// trivy-config FOLDER: what `trivy config` finds in the Kubernetes objects there: a line for each, "CHECK FILE MESSAGE".
// It has Trivy's scanner and the checks that are built into it, and nothing that needs a network.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/aquasecurity/trivy/pkg/iac/rego"
	"github.com/aquasecurity/trivy/pkg/iac/scanners/kubernetes"
)

func main() {
	scanner := kubernetes.NewScanner(rego.WithEmbeddedPolicies(true), rego.WithEmbeddedLibraries(true))
	results, err := scanner.ScanFS(context.Background(), os.DirFS(os.Args[1]), ".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "trivy-config:", err)
		os.Exit(2)
	}
	if len(results) == 0 {
		fmt.Fprintln(os.Stderr, "trivy-config: no check has run")
		os.Exit(2)
	}
	for _, result := range results.GetFailed() {
		fmt.Println(result.Rule().ID, result.Range().GetFilename(), result.Description())
	}
}
