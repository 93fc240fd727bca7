import { useEffect, useState } from 'preact/hooks';
import { forget, session, source } from '../model/data';
import { bytes, clean } from '../model/format';
import { go } from '../model/route';

/** Takes files that are dropped anywhere on the page. */
export function Upload() {
  const [isOver, setOver] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const add = async (files: File[]) => {
    for (const file of files) {
      const most = session.value?.mostUploadBytes ?? 0;
      if (file.size > most) {
        setMessage(`${clean(file.name)} has ${bytes(file.size)}, more than the ${bytes(most)} that this server takes.`);
        continue;
      }
      setMessage(`Reading ${clean(file.name)} …`);
      try {
        session.value = await source.value.add(file);
        forget();
        setMessage(null);
        go('overview', { capture: session.value.captures.at(-1)?.number });
      } catch (error) {
        setMessage((error as Error).message);
      }
    }
  };
  useEffect(() => {
    const over = (event: DragEvent) => { event.preventDefault(); setOver(true); };
    const leave = (event: DragEvent) => { if (!event.relatedTarget) setOver(false); };
    const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); void add([...(event.dataTransfer?.files ?? [])]); };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => { removeEventListener('dragover', over); removeEventListener('dragleave', leave); removeEventListener('drop', drop); };
  }, []);
  return (
    <>
      {isOver && <div class="drop" aria-hidden="true">Drop a .heapsnapshot, .heaptimeline, .heapprofile or .core file</div>}
      {message && <p class="toast" role="status">{message} <button type="button" class="quiet-button" onClick={() => setMessage(null)}>Close</button></p>}
      <label class="add">Add a capture <input type="file" class="sr-only" id="add-file" onChange={(event) => void add([...(event.currentTarget.files ?? [])])} /></label>
    </>
  );
}
