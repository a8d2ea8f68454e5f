/** The fleet whose fate was recorded, as its authors wrote it: the files of the repository, by path. */
export const demoFleet: Readonly<Record<string, string>> = {
  "clusters/shop/fleet.yaml": `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: fleet
  namespace: shop
spec:
  interval: 1h
  timeout: 10s
  url: https://git.example/shop/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: app
  namespace: shop
spec:
  interval: 1h
  retryInterval: 1h
  timeout: 30s
  path: ./app
  prune: true
  wait: true
  sourceRef:
    kind: GitRepository
    name: fleet
`,
  "app/settings.yaml": `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
data:
  value: third attempt
`,
  "app/web.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example/web:1.0.0
`,
};
