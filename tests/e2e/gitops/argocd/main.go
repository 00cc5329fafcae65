// servers is argocd-application-controller, argocd-cmp-server, argocd-repo-server or redis, whichever name it is called by:
// they share most of their code, so that one program links in a third of the time and space.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/alicebob/miniredis/v2"
	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	plugin "github.com/argoproj/argo-cd/v3/cmd/argocd-cmp-server/commands"
	repository "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/spf13/cobra"
)

func main() {
	var command *cobra.Command
	switch name := filepath.Base(os.Args[0]); name {
	case "argocd-application-controller":
		command = controller.NewCommand()
	case "argocd-cmp-server":
		command = plugin.NewCommand()
	case "argocd-repo-server":
		command = repository.NewCommand()
	case "redis":
		serveCache(os.Args[1])
		return
	default:
		fmt.Fprintf(os.Stderr, "not a name of one of the programs: %s\n", name)
		os.Exit(2)
	}
	if err := command.Execute(); err != nil {
		os.Exit(1)
	}
}

// serveCache is the Redis that Argo CD's own tests use.
func serveCache(address string) {
	server := miniredis.NewMiniRedis()
	if err := server.StartAddr(address); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	<-stop
}
