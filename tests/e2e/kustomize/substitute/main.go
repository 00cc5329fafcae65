// Puts values into a stream of objects as Flux's kustomize-controller does (postBuild.substitute), in a folder whose
// kustomization.yaml names them, and says what it changes: nothing may be, whatever the variables are called.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"regexp"

	"github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// Every word that might be the name of a variable, however it is written.
var words = regexp.MustCompile(`[_A-Za-z][_A-Za-z0-9]*`)

func main() {
	count, kept, bad := 0, 0, 0
	for _, folder := range os.Args[1:] {
		objects, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), folder)
		if err != nil {
			panic(fmt.Sprint(folder, ": ", err))
		}
		for _, object := range objects.Resources() {
			before := object.MustYaml()
			variables := map[string]any{}
			for _, word := range words.FindAllString(before, -1) {
				variables[word] = "substituted"
			}
			spec := map[string]any{"postBuild": map[string]any{"substitute": variables}}
			flux := unstructured.Unstructured{Object: map[string]any{"spec": spec}}
			changed, err := kustomize.SubstituteVariables(context.Background(), nil, flux, object,
				kustomize.SubstituteWithDryRun(true), kustomize.SubstituteWithStrict(true))
			count++
			switch {
			case err != nil:
				bad++
				fmt.Printf("%s: %s: %v\n", folder, object.CurId(), err)
			case changed == nil:
				kept++
			case !bytes.Equal([]byte(before), []byte(changed.MustYaml())):
				bad++
				fmt.Printf("%s: %s is changed\n", folder, object.CurId())
			}
		}
	}
	fmt.Printf("%d objects, %d of them with %s\n", count, kept, "kustomize.toolkit.fluxcd.io/substitute: disabled")
	if bad > 0 || kept == 0 {
		os.Exit(1)
	}
}
