// Reads what was emitted as kubectl and Argo CD do (YAML 1.1, sigs.k8s.io/yaml), and says what is not the same.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"

	"sigs.k8s.io/yaml"
)

func decode(text []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		panic(err)
	}
	return value
}

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Buffer(nil, 1<<26)
	count, bad := 0, 0
	for scanner.Scan() {
		var pair struct {
			Yaml string
			Json json.RawMessage
		}
		if err := json.Unmarshal(scanner.Bytes(), &pair); err != nil {
			panic(err)
		}
		count++
		read, err := yaml.YAMLToJSON([]byte(pair.Yaml))
		if err != nil || !reflect.DeepEqual(decode(read), decode(pair.Json)) {
			bad++
			fmt.Printf("%v\n%s\n%s\n%s\n", err, pair.Yaml, read, pair.Json)
		}
	}
	fmt.Printf("Go: %d trees, %d read differently\n", count, bad)
	if bad > 0 || count == 0 {
		os.Exit(1)
	}
}
