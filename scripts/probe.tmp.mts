import { TEST_FUNCTIONS, testFunctionNamed } from '../src/engine/optimisation/testFunctions/catalog.ts';
import { evaluateAt, spaceOf } from '../src/engine/optimisation/testFunctions/testFunction.ts';
import { bestAfter, search } from '../src/engine/optimisation/testing/searches.testing.ts';
const [,, what, fns, seedsText='20', n='100', workers='1'] = process.argv;
const settings: any = {
 random:{kind:'random',sequence:'uniform'}, halton:{kind:'random',sequence:'halton'},
 tpe:{kind:'tpe',startupTrials:10,candidates:24,goodShare:0.1,isMultivariate:false},
 tpe_mv:{kind:'tpe',startupTrials:10,candidates:24,goodShare:0.1,isMultivariate:true},
 gp: {kind:'gaussianProcess'}, cma:{kind:'cmaEs'}, ipop:{kind:'cmaEs'},
 ...JSON.parse(process.env.S ?? '{}')};
const med=(v:number[])=>{const s=v.toSorted((a,b)=>a-b);return (s[(s.length-1)>>1]!+s[s.length>>1]!)/2};
for (const spec of fns!.split(',')) for (const w of what!.split(',')) {
  const m=/^(.*?)(?::(\d+))?$/.exec(spec)!; const f=testFunctionNamed(m[1]!)!; const d=Number(m[2]??f.dimensions.least);
  const space=spaceOf(f,d); const at=[25,50,100,200].filter(k=>k<=Number(n)); const rs=at.map(()=>[] as number[]);
  const t0=process.cpuUsage();
  for(let seed=1;seed<=Number(seedsText);seed++){ const tr=search(settings[w],{space,evaluate:a=>evaluateAt(f,a),trials:Number(n),seed,workers:Number(workers)}); at.forEach((k,i)=>rs[i]!.push(bestAfter(tr,k)-f.optimum(d))); }
  const t=process.cpuUsage(t0); 
  console.log(spec.padEnd(16),w.padEnd(8),rs.map(r=>med(r).toPrecision(3)).join('  '), `${((t.user+t.system)/1e3/Number(seedsText)/Number(n)).toFixed(2)} ms/trial`);
}
